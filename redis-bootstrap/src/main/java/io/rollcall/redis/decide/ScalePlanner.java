// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes the plan to a {@link ScaleGoal} from what was seen, each time anew, so that a run goes on where another one, or a
 * failover, left things. What serves stays: masters that stay remain masters, the lowest ordinals first; a master that
 * leaves hands over to a replica of its own where there are too few; pods that come fill up by ordinal.
 */
public final class ScalePlanner {

    private final ScaleObservation seen;
    private final ScaleGoal goal;
    private final SlotOwners slots;
    private final Membership membership;
    private final NavigableSet<Integer> masters = new TreeSet<>();
    private final Map<Integer, Integer> successors = new TreeMap<>();

    private ScalePlanner(ScaleObservation seen, ScaleGoal goal) {
        this.seen = seen;
        this.goal = goal;
        this.slots = new SlotOwners(seen.nodes());
        this.membership = new Membership(seen, goal, slots);
    }

    /**
     * The plan.
     *
     * @param seen all pods that stay or come, and those of the others that answer
     * @param goal what the cluster shall consist of
     */
    public static ScalePlanning plan(ScaleObservation seen, ScaleGoal goal) {
        ScalePlanner planner = new ScalePlanner(seen, goal);
        return goal.shape()
                .refusal()
                .or(() -> planner.membership.refusal(planner.slots))
                .or(planner::chooseMasters)
                .<ScalePlanning>map(ScalePlanning.Refused::new)
                .orElseGet(() -> new ScalePlanning.Planned(planner.plan()));
    }

    private Optional<Refusal> chooseMasters() {
        int wanted = goal.shape().masters();
        List<Integer> kept = membership.kept().stream().map(NodeReport::ordinal).toList();
        List<Integer> ending = slots.owned().keySet().stream()
                .filter(owner -> !kept.contains(owner))
                .toList();
        kept.stream().filter(slots.owned()::containsKey).limit(wanted).forEach(masters::add);
        ending.forEach(owner -> handOver(owner, wanted, followers(owner)));
        membership.kept().stream()
                .filter(node ->
                        node.self().masterId().isEmpty() && !slots.owned().containsKey(node.ordinal()))
                .limit(Math.max(0, wanted - masters.size()))
                .forEach(node -> masters.add(node.ordinal()));
        ending.stream()
                .filter(owner -> !successors.containsKey(owner))
                .forEach(owner -> handOver(owner, wanted, replicas()));
        return masters.size() == wanted ? Optional.empty() : tooFew(wanted);
    }

    private void handOver(int owner, int wanted, List<Integer> candidates) {
        if (masters.size() < wanted) {
            candidates.stream()
                    .filter(replica -> !masters.contains(replica))
                    .findFirst()
                    .ifPresent(replica -> {
                        masters.add(replica);
                        successors.put(owner, replica);
                    });
        }
    }

    /** The pods that stay and follow a master. */
    private List<Integer> followers(int master) {
        String id = seen.nodes().node(master).id();
        return membership.kept().stream()
                .filter(node -> node.self().masterId().filter(id::equals).isPresent())
                .map(NodeReport::ordinal)
                .toList();
    }

    private List<Integer> replicas() {
        return membership.kept().stream()
                .filter(node -> node.self().masterId().isPresent())
                .map(NodeReport::ordinal)
                .toList();
    }

    private Optional<Refusal> tooFew(int wanted) {
        return Optional.of(new Refusal(
                Refusal.Cause.UNSPLITTABLE,
                goal.pods() + " pods with " + goal.replicasPerMaster() + " replicas per master make " + wanted
                        + " masters, but only " + masters.size() + " of them can be: the others are replicas ("
                        + replicas().stream()
                                .filter(replica -> !masters.contains(replica))
                                .map(replica -> seen.nodes().node(replica).pod())
                                .collect(Collectors.joining(", "))
                        + "), and Redis makes no replica a master of its own without emptying it; nothing was changed:"
                        + " run more pods, or keep --replicas-per-master"));
    }

    private ScalePlan plan() {
        NavigableMap<Integer, SlotSet> owned = new TreeMap<>();
        slots.owned().forEach((owner, its) -> owned.put(successors.getOrDefault(owner, owner), its));
        Rebalance rebalance = Rebalance.of(owned, masters);
        NavigableMap<Integer, Integer> assigned = assigned();
        return new ScalePlan(
                new ClusterPlan(
                        masters.stream()
                                .map(master -> new ClusterPlan.Shard(
                                        master,
                                        Objects.requireNonNull(
                                                rebalance.shares().get(master)),
                                        assigned.entrySet().stream()
                                                .filter(one -> one.getValue().equals(master))
                                                .map(Map.Entry::getKey)
                                                .toList()))
                                .toList(),
                        true),
                successors.entrySet().stream()
                        .map(one -> new ScalePlan.Handover(one.getKey(), one.getValue()))
                        .toList(),
                rebalance.moves(),
                membership.leaving().stream().map(NodeReport::ordinal).toList(),
                membership.joining().stream().map(NodeReport::ordinal).toList(),
                membership.gone());
    }

    private NavigableMap<Integer, Integer> assigned() {
        NavigableSet<Integer> replicas = new TreeSet<>();
        Map<Integer, Integer> current = new HashMap<>();
        for (NodeReport node : membership.kept()) {
            if (!masters.contains(node.ordinal())) {
                replicas.add(node.ordinal());
                node.self()
                        .masterId()
                        .flatMap(seen::ordinal)
                        .map(master -> successors.getOrDefault(master, master))
                        .filter(masters::contains)
                        .ifPresent(master -> current.put(node.ordinal(), master));
            }
        }
        return Replicas.assign(masters, replicas, current, seen.workers());
    }
}
