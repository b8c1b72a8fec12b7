// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.ClusterPlan;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.node.ClusterNode;
import io.rollcall.redis.node.ProbeKeys;
import io.rollcall.redis.node.ProbeWrite;
import io.rollcall.redis.node.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Proves every shard as a client would find it: the next shard's master redirects to the owner's live address, and the
 * owner takes the write.
 */
final class ProbeWrites {

    private final RandomGenerator random;

    ProbeWrites(RandomGenerator random) {
        this.random = random;
    }

    /** What did not work, a sentence each. */
    List<String> run(ClusterPlan plan, Roster roster, boolean lasting) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < plan.shards().size(); i++) {
            ClusterPlan.Shard shard = plan.shards().get(i);
            ClusterNode owner = roster.node(shard.master());
            ClusterNode other = roster.node(
                    plan.shards().get((i + 1) % plan.shards().size()).master());
            ProbeWrite write = new ProbeWrite(ProbeKeys.in(shard.slots(), random), lasting);
            redirected(other, owner, write, failures);
            WriteOutcome outcome = owner.write(write);
            if (!(outcome instanceof WriteOutcome.Written)) {
                failures.add(owner.pod() + " (" + owner.address() + ") does not take a write into its hash slots "
                        + shard.slots() + " but says " + outcome);
            }
        }
        return failures;
    }

    private static void redirected(ClusterNode other, ClusterNode owner, ProbeWrite write, List<String> failures) {
        WriteOutcome outcome = other.write(write);
        if (!(outcome instanceof WriteOutcome.Moved moved && leadsTo(owner, moved.owner()))) {
            failures.add(other.pod() + " (" + other.address() + ") does not redirect a write to its owner at "
                    + owner.address() + " but says " + outcome);
        }
    }

    /** By address, or by the name that the owner announces ({@code cluster-preferred-endpoint-type hostname}). */
    private static boolean leadsTo(ClusterNode owner, NodeAddress told) {
        return told.equals(owner.address())
                || (told.port() == owner.address().port()
                        && owner.announcedName().filter(told.ip()::equals).isPresent());
    }
}
