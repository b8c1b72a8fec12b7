// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

/** What an entry of the time line is about. */
public enum Kind {
    /** The application's own peers. */
    PEERS,
    /** Leadership. */
    LEADER,
    /** The Redis Cluster. */
    CLUSTER,
    /** The write monitor. */
    WRITES,
    /** The leader's counter. */
    COUNTER
}
