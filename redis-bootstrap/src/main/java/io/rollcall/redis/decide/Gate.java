// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * The gates of a formation, in their order: nothing of a later gate is begun before the earlier ones are passed. The
 * order is a safety property; {@code REPLICATE} before the mesh is up leaves some servers with a nodes.conf that they
 * refuse to load.
 */
public enum Gate {
    /** Transient settings that make the servers settle fast. */
    SETTINGS("transient settings"),
    /** Ids that no pod has any more are forgotten. */
    FORGET("lost ids forgotten"),
    /** A config epoch for each node. */
    EPOCHS("config epochs"),
    /** Every slot has its owner. */
    SLOTS("hash slots"),
    /** Every node knows every other by id and live address. */
    MESH("full mesh"),
    /** Every link of the cluster bus is up. */
    LINKS("bus links"),
    /** Where a master is lost, its replica took over. */
    PROMOTION("replicas promoted"),
    /** Every replica follows its master. */
    ROLES("roles"),
    /** Every replica's link is up and points to its master's live address. */
    REPLICATION("replication links"),
    /** Every node says {@code cluster_state:ok}. */
    STATE("cluster_state:ok"),
    /** Every node tells the same slots, replicas and addresses. */
    VIEWS("equal views"),
    /** Masters on distinct workers, where that is asked for. */
    PLACEMENT("placement"),
    /** Saved to disk, settings as configured. */
    PERSIST("saved, settings restored");

    private final String title;

    Gate(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }
}
