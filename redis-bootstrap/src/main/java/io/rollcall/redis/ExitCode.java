// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.decide.Refusal;

/** The program's exit codes; part of its interface, listed in {@code --help} and in the README. */
enum ExitCode {
    OK(0, "done is proven"),
    INTERNAL(1, "a defect of this program"),
    USAGE(2, "the command line or the environment is wrong"),
    KEYS(3, "a node holds keys that would be lost"),
    PEERS_MISSING(4, "DNS did not list enough peers in time"),
    TIMED_OUT(5, "not done at the deadline; run again to go on"),
    FOREIGN(6, "a node belongs to another cluster"),
    NOT_A_CLUSTER_NODE(7, "a peer is no Redis server in cluster mode"),
    ACCESS(8, "a node does not accept the credentials"),
    UNSPLITTABLE(9, "the pods do not make a cluster"),
    DAMAGED(10, "hash slots are owned in a way that no command repairs"),
    NEEDS_HEAL(11, "the cluster is not as it should be; heal says what can be done"),
    DEGRADED(12, "the cluster serves, but pods are missing"),
    NOT_FORMED(13, "there is no cluster yet; run form"),
    GONE(14, "pods are gone, or not listed, that the cluster still needs"),
    STOPPED(130, "stopped by a signal; settings are restored");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    static ExitCode of(Refusal.Cause cause) {
        return switch (cause) {
            case KEYS -> KEYS;
            case FOREIGN -> FOREIGN;
            case NOT_A_CLUSTER_NODE -> NOT_A_CLUSTER_NODE;
            case ACCESS -> ACCESS;
            case UNSPLITTABLE -> UNSPLITTABLE;
            case DAMAGED -> DAMAGED;
            case NEEDS_HEAL -> NEEDS_HEAL;
            case NOT_FORMED -> NOT_FORMED;
            case GONE -> GONE;
        };
    }
}
