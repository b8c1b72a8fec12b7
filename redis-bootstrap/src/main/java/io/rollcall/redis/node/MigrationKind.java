// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

/** How a server moves slots. */
public enum MigrationKind {
    /** {@code SETSLOT} and {@code MIGRATE}, key by key: every version. */
    CLASSIC,
    /** {@code CLUSTER MIGRATION IMPORT}, by the server: Redis 8.4 and later. */
    REDIS_ATOMIC,
    /** {@code CLUSTER MIGRATESLOTS}, by the server: Valkey 9 and later. */
    VALKEY_ATOMIC
}
