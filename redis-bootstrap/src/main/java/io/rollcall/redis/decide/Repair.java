// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Locale;

/** The repair table: what can be wrong, what must be proven first, what is done, and how it is known to have worked. */
public enum Repair {
    /** Restarted elsewhere, as a pod that was rescheduled. */
    ADDRESS_CHANGED(
            "a node answers at another address than others tell",
            "the node at the pod's address reports the id that the others tell",
            "failovers frozen, CLUSTER MEET in every pair that is wrong",
            "every node tells the live address, every link is connected"),
    /** Two pods got each other's addresses. */
    ADDRESS_SWAPPED(
            "the address told for a node is now that of another of our nodes",
            "both nodes report ids that the cluster knows",
            "as address-changed",
            "as address-changed, and no replica follows itself"),
    /** What clients are redirected to. */
    OWN_ADDRESS_STALE(
            "a node tells another own address than the one it answers at",
            "it answers at the pod's address",
            "CLUSTER MEET from the others, which is how a node learns its own address",
            "the node's own line tells the live address"),
    /** The flag noaddr, which gossip never mends. */
    ADDRESS_UNKNOWN(
            "a node is listed without an address (noaddr)",
            "a pod reports its id",
            "as address-changed",
            "as address-changed"),
    /** A MEET that got lost, a FORGET that reached only some. */
    ONE_WAY_LINK(
            "one node knows another, which does not know it",
            "both are reached, and one of them tells the other's id",
            "CLUSTER MEET from the one that does not know",
            "each lists the other, connected"),
    /** A replica that asks where nobody lives. */
    STALE_MASTER_HOST(
            "a replica's master_host is not where its master is",
            "the master's id answers at another address, and the replica knows that address",
            "CLUSTER MEET, then CLUSTER REPLICATE of the same master",
            "master_host is the live address, master_link_status is up"),
    /** nodes.conf gone, or a pod with an empty volume. */
    LOST_IDENTITY(
            "an id is listed that no pod has, while a pod has an id that nobody lists",
            "all pods answer, none has the id, no node has a link to it, it owns no slot and nobody follows it",
            "CLUSTER FORGET on every node, then the newcomer joins as a replica",
            "no node lists the id"),
    /** An empty node beside a formed cluster. */
    REPLICA_MISSING(
            "a node without slots and without a master",
            "it holds no keys",
            "CLUSTER MEET, then CLUSTER REPLICATE of the master with fewest replicas, on another worker if there is one",
            "its replication link is up"),
    /** Its slots are told to be owned by an id that does not answer. */
    MASTER_LOST(
            "slots are owned by an id that no node reports",
            "its replica answers; no node has a link to it; a majority of the masters answers",
            "CLUSTER FAILOVER FORCE on the replica that has come farthest, by vote",
            "the replica owns the slots"),
    /** No vote possible. */
    QUORUM_LOST(
            "as master-lost, and the masters that answer are no majority",
            "as master-lost, and DNS lists the pod no more or it answers with another id; where the replica persists data,"
                    + " or that proof is missing, only with --allow-takeover",
            "CLUSTER FAILOVER TAKEOVER on the replica that has come farthest, one a shard",
            "the replica owns the slots, cluster_state is ok"),
    /** What failovers leave. */
    PLACEMENT_DRIFT(
            "a worker or zone holds a majority of the masters, or more than it must",
            "labels are known; the replica to promote is linked and close behind its master",
            "reported; with --repair-placement graceful CLUSTER FAILOVER, one at a time",
            "roles are spread as well as the shards allow"),
    /** What a run left that was killed. */
    SETTINGS_LEFT_BEHIND(
            "cluster-node-timeout is one of the lowered values (501 to 561 ms)",
            "nobody configures such values; the value tells what it replaced",
            "CONFIG SET to what it was",
            "read back on every node");

    private final String symptom;
    private final String proof;
    private final String action;
    private final String verification;

    Repair(String symptom, String proof, String action, String verification) {
        this.symptom = symptom;
        this.proof = proof;
        this.action = action;
        this.verification = verification;
    }

    /** Its name in output and in the README: {@code address-changed}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is seen. */
    public String symptom() {
        return symptom;
    }

    /** What must be seen besides, before anything is done. */
    public String proof() {
        return proof;
    }

    /** What is done. */
    public String action() {
        return action;
    }

    /** What must be seen afterwards. */
    public String verification() {
        return verification;
    }
}
