// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * A replica's link to its master, from {@code INFO replication}.
 *
 * @param master where the replica believes its master to be
 * @param up whether {@code master_link_status} is {@code up}
 */
public record ReplicationLink(NodeAddress master, boolean up) {}
