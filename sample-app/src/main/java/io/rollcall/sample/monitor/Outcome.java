// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import java.util.OptionalLong;

/** How one write ended. */
sealed interface Outcome {

    /**
     * Redis said OK, and as many replicas as wanted have it.
     *
     * @param before what the key held before; empty if nothing
     */
    record Acknowledged(OptionalLong before) implements Outcome {}

    /**
     * Redis said OK, but too few replicas confirmed in time. It does not count as acknowledged.
     *
     * @param before what the key held before; empty if nothing
     */
    record Unconfirmed(OptionalLong before) implements Outcome {}

    /** There was no cluster to write to yet. */
    record NotTried() implements Outcome {}

    /**
     * Redis refused, or did not answer; in the second case the write may have been made.
     *
     * @param why what Redis answered, or that it did not
     */
    record Failed(String why) implements Outcome {}
}
