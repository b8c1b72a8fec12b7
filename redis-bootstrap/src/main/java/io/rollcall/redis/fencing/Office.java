// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ownership of a hash slot, as one node tells it.
 *
 * @param node the owner's node id
 * @param configEpoch the owner's config epoch
 */
record Office(String node, long configEpoch) {

    /** Who owns a slot by one view. */
    static Optional<KnownNode> owner(Collection<KnownNode> view, int slot) {
        return view.stream().filter(node -> node.slots().contains(slot)).findFirst();
    }

    /** Who owns a slot by several views: the claim with the highest config epoch, as among the nodes themselves. */
    static Optional<KnownNode> newestOwner(Collection<List<KnownNode>> views, int slot) {
        return views.stream()
                .flatMap(view -> owner(view, slot).stream())
                .max(Comparator.comparingLong(KnownNode::configEpoch));
    }

    /** Whether a view is that of a master that may vote in elections, and it sees the slot in this office. */
    boolean isConfirmedBy(Collection<KnownNode> view, int slot) {
        boolean voter = view.stream().anyMatch(node -> node.myself() && votes(node));
        return voter
                && owner(view, slot)
                        .filter(owner -> owner.id().equals(node) && owner.configEpoch() == configEpoch)
                        .isPresent();
    }

    /** The masters that vote in elections, without the node itself (clusterSendFailoverAuthIfNeeded in cluster.c). */
    static List<NodeAddress> otherVoters(Collection<KnownNode> view) {
        return view.stream()
                .filter(node -> votes(node) && !node.myself())
                .map(KnownNode::address)
                .toList();
    }

    private static boolean votes(KnownNode node) {
        return node.masterId().isEmpty() && !node.slots().isEmpty();
    }
}
