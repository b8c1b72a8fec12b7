// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Refusal;
import io.rollcall.redis.node.ClusterNode;
import io.rollcall.redis.node.EffectFailure;
import io.rollcall.redis.node.Probe;
import io.rollcall.redis.node.SlotNodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** One round over all nodes at once: a look, or effects. */
final class Round {

    private final ExecutorService threads;

    Round(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * What a look gave.
     *
     * @param reports what the nodes told that answered
     * @param silent why the others did not
     * @param refusal why one of them never will
     */
    record Look(List<NodeReport> reports, List<String> silent, Optional<Refusal> refusal) {
        Observation observation() {
            return new Observation(reports);
        }
    }

    Look look(List<ClusterNode> nodes) throws InterruptedException {
        List<NodeReport> reports = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        Optional<Refusal> refusal = Optional.empty();
        for (Probe probe : inParallel(
                nodes.stream().<Callable<Probe>>map(node -> node::observe).toList())) {
            if (probe instanceof Probe.Answered answered) {
                reports.add(answered.report());
            } else if (probe instanceof Probe.Silent quiet) {
                silent.add(quiet.reason());
            } else if (probe instanceof Probe.Unusable unusable && refusal.isEmpty()) {
                refusal = Optional.of(unusable.refusal());
            }
        }
        return new Look(reports, silent, refusal);
    }

    List<EffectFailure> apply(List<Effect> effects, Roster roster) throws InterruptedException {
        Map<Integer, List<Effect>> byNode = effects.stream().collect(Collectors.groupingBy(Effect::on));
        return inParallel(byNode.entrySet().stream()
                        .<Callable<List<EffectFailure>>>map(
                                entry -> () -> roster.node(entry.getKey()).apply(entry.getValue()))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    <T> List<T> inParallel(List<Callable<T>> calls) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(calls)) {
            try {
                results.add(future.get());
            } catch (ExecutionException bug) {
                if (bug.getCause() instanceof SlotNodeException lost) {
                    throw lost;
                }
                // Nodes report problems as values, so this is a defect and not a state of the cluster.
                throw new IllegalStateException(bug.getCause());
            }
        }
        return results;
    }
}
