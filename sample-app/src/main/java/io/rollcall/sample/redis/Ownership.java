// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.SlotSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who owns which hash slots, from what all nodes say. Where they differ the higher config epoch wins, as it does among
 * the nodes themselves (clusterUpdateSlotsConfigWith in cluster.c). Pure.
 */
final class Ownership {

    private record Claim(String id, long epoch, SlotSet slots) {}

    private Ownership() {}

    /** The slots of each owner, by node id, without owners that lost all of theirs. */
    static Map<String, SlotSet> of(Collection<NodeReport> reports) {
        List<Claim> claims = reports.stream()
                .flatMap(report -> report.knows().stream())
                .filter(node -> !node.handshake() && !node.slots().isEmpty())
                .map(Ownership::claim)
                .distinct()
                .sorted(Comparator.comparingLong(Claim::epoch).reversed().thenComparing(Claim::id))
                .toList();
        Map<String, SlotSet> owners = new LinkedHashMap<>();
        SlotSet taken = SlotSet.NONE;
        for (Claim claim : claims) {
            SlotSet free = claim.slots().minus(taken);
            if (!free.isEmpty()) {
                owners.merge(claim.id(), free, SlotSet::plus);
                taken = taken.plus(free);
            }
        }
        return owners;
    }

    private static Claim claim(KnownNode node) {
        return new Claim(node.id(), node.configEpoch(), node.slots());
    }
}
