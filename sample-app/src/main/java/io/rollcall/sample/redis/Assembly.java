// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.ReplicationLink;
import io.rollcall.redis.decide.SlotRange;
import io.rollcall.redis.decide.SlotSet;
import io.rollcall.sample.redis.ClusterReport.Pod;
import io.rollcall.sample.redis.ClusterReport.Role;
import io.rollcall.sample.redis.ClusterReport.Shard;
import io.rollcall.sample.redis.ClusterReport.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes one {@link ClusterReport} of the last look at each pod. Pure but for the names it remembers. */
final class Assembly {

    /** Master and replica are looked at at different moments; up to here that may be the whole difference. */
    private static final long KEEPS_UP = 16_384;

    private final String service;
    private final int expectedPods;
    /** The pod of each node id, kept while the pod is silent. */
    private final Map<String, String> podOf = new HashMap<>();

    Assembly(String service, int expectedPods) {
        this.service = service;
        this.expectedPods = expectedPods;
    }

    ClusterReport of(Collection<PodLook> looks) {
        List<NodeReport> reports =
                looks.stream().flatMap(look -> look.report().stream()).toList();
        reports.forEach(report -> podOf.put(report.id(), report.pod()));
        Map<String, SlotSet> owners = Ownership.of(reports);
        Map<String, Long> offsets = new HashMap<>();
        reports.forEach(report -> offsets.put(report.id(), report.offset()));

        List<Pod> pods = looks.stream()
                .sorted(Comparator.comparing(PodLook::pod))
                .map(look -> pod(look, owners, offsets))
                .toList();
        Set<String> ok = reports.stream()
                .filter(report -> report.stateOk() && report.link().isEmpty())
                .map(NodeReport::pod)
                .collect(Collectors.toSet());
        List<Shard> shards = owners.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> entry.getValue().ranges().get(0).first()))
                .map(entry -> shard(entry.getKey(), entry.getValue(), pods, ok))
                .toList();
        int served =
                shards.stream().filter(Shard::serving).mapToInt(Shard::count).sum();
        State state = state(served, shards, pods);
        return new ClusterReport(
                state, sentence(state, served, shards, pods), service, expectedPods, served, shards, pods);
    }

    private Pod pod(PodLook look, Map<String, SlotSet> owners, Map<String, Long> offsets) {
        Optional<NodeReport> report = look.report();
        Optional<ReplicationLink> link = report.flatMap(NodeReport::link);
        Role role = report.isEmpty() ? Role.SILENT : link.isPresent() ? Role.REPLICA : Role.MASTER;
        return new Pod(
                look.pod().ordinal() < 0 ? null : look.pod().ordinal(),
                look.pod().name(),
                look.address().toString(),
                role,
                report.filter(node -> role == Role.REPLICA)
                        .flatMap(node -> node.self().masterId())
                        .map(this::name)
                        .orElse(null),
                report.filter(node -> role == Role.MASTER)
                        .map(node ->
                                owners.getOrDefault(node.id(), SlotSet.NONE).size())
                        .orElse(0),
                report.flatMap(node -> node.labels().worker()).orElse(null),
                report.flatMap(node -> node.labels().zone()).orElse(null),
                report.filter(node -> role == Role.REPLICA)
                        .flatMap(node -> lag(node, offsets))
                        .orElse(null),
                link.map(ReplicationLink::up).orElse(null),
                report.map(NodeReport::keys).orElse(null),
                report.map(node -> node.self().configEpoch()).orElse(null),
                report.map(node -> node.version().number()).orElse(null),
                look.problem().orElse(null));
    }

    private static Optional<Long> lag(NodeReport replica, Map<String, Long> offsets) {
        return replica.self()
                .masterId()
                .map(offsets::get)
                .map(sent -> sent - replica.offset() < KEEPS_UP ? 0 : sent - replica.offset());
    }

    private Shard shard(String id, SlotSet slots, List<Pod> pods, Set<String> ok) {
        String owner = name(id);
        return new Shard(
                owner,
                ok.contains(owner),
                slots.ranges().stream().map(Assembly::bounds).toList(),
                slots.size(),
                pods.stream()
                        .filter(pod -> owner.equals(pod.of()) && Boolean.TRUE.equals(pod.linkUp()))
                        .map(Pod::name)
                        .toList());
    }

    private static List<Integer> bounds(SlotRange range) {
        return List.of(range.first(), range.last());
    }

    private String name(String id) {
        return podOf.getOrDefault(id, id);
    }

    private State state(int served, List<Shard> shards, List<Pod> pods) {
        if (pods.stream().allMatch(pod -> pod.role() == Role.SILENT)) {
            return State.UNKNOWN;
        }
        if (served < SlotSet.COUNT) {
            return State.DOWN;
        }
        boolean whole = pods.size() >= expectedPods
                && pods.stream().noneMatch(pod -> pod.role() == Role.SILENT || Boolean.FALSE.equals(pod.linkUp()))
                && shards.stream().noneMatch(shard -> shard.replicas().isEmpty());
        return whole ? State.OK : State.DEGRADED;
    }

    private String sentence(State state, int served, List<Shard> shards, List<Pod> pods) {
        List<String> silent = pods.stream()
                .filter(pod -> pod.role() == Role.SILENT)
                .map(Pod::name)
                .toList();
        return switch (state) {
            case UNKNOWN ->
                pods.isEmpty()
                        ? "DNS lists no pod of " + service + "; check sample.redis.service and that its pods run"
                        : "none of the " + pods.size() + " pods of " + service + " answers";
            case DOWN ->
                shards.isEmpty()
                        ? "no hash slot is assigned; the cluster has not been formed yet"
                        : (SlotSet.COUNT - served) + " of " + SlotSet.COUNT
                                + " hash slots have no master that serves them"
                                + (silent.isEmpty() ? "" : "; silent: " + String.join(", ", silent));
            case DEGRADED ->
                "all hash slots are served"
                        + (silent.isEmpty()
                                ? "; a replica or a pod is missing"
                                : ", but " + String.join(", ", silent) + " does not answer");
            case OK -> "all hash slots are served, and every master has a replica";
        };
    }
}
