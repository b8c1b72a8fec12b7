// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

/**
 * What guards the resource that simulated leaders write to.
 *
 * @since 0.1
 */
public enum Fencing {
    /** Nothing: a leader's epoch is advisory. */
    NONE,
    /** A store that grants an epoch for ten seconds at a time, and nobody else meanwhile. */
    LEASE,
    /** A store that only counts: it grants a higher epoch to whoever asks, and then no longer renews the lower one. */
    COUNTER
}
