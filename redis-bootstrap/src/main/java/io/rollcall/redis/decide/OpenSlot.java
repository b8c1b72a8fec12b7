// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * A slot whose migration was begun and not ended, as a node marks it in its own line of {@code CLUSTER NODES}:
 * {@code [77->-id]} where it leaves, {@code [77-<-id]} where it arrives (clusterGenNodeDescription in cluster.c).
 *
 * @param slot the slot
 * @param leaves whether the node that tells this gives the slot away, rather than takes it
 * @param peerId the node id of the other side
 */
public record OpenSlot(int slot, boolean leaves, String peerId) {}
