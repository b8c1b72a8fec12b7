// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What keeps a cluster from being done, as far as can be read. */
public final class Problems {

    private Problems() {}

    /**
     * A sentence for each; empty if the cluster is done.
     *
     * @param seen what all nodes said; nodes that did not answer are no concern of this
     * @param replicasPerMaster how many replicas each master shall have at the least
     */
    public static List<String> of(Observation seen, int replicasPerMaster) {
        Planning planning = Planner.plan(seen, replicasPerMaster);
        if (planning instanceof Planning.Refused refused) {
            return List.of(refused.refusal().sentence());
        }
        ClusterPlan plan = ((Planning.Planned) planning).plan();
        List<String> problems = new ArrayList<>(Settled.state(seen));
        for (ClusterPlan.Shard shard : plan.shards()) {
            String master = seen.node(shard.master()).id();
            shard.replicas().stream()
                    .map(seen::node)
                    .filter(replica -> !replica.self().masterId().equals(Optional.of(master)))
                    .forEach(replica -> problems.add(replica.label() + " is no replica of "
                            + seen.node(shard.master()).label()));
        }
        problems.addAll(new Mesh(seen).missing());
        problems.addAll(Settled.replication(seen, plan));
        problems.addAll(Settled.views(seen, plan, Set.of()));
        return problems;
    }
}
