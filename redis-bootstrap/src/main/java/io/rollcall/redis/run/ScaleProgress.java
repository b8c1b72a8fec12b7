// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.ScaleGate;
import io.rollcall.redis.decide.ScalePlan;
import io.rollcall.redis.node.MigrationKind;
import java.time.Duration;
import java.util.List;

/** Is told how scaling goes, on the thread that runs it. Every method does nothing unless overridden. */
public interface ScaleProgress {

    /** Pods are not listed, or nodes do not answer, yet. */
    default void silent(List<String> reasons) {}

    /** There is a plan, and nothing was done yet. */
    default void planned(ScalePlan plan, Observation seen) {}

    /** Effects are about to be applied. */
    default void applying(ScaleGate gate, int effects) {}

    /** Something is not as it must be yet. */
    default void waiting(ScaleGate gate, List<String> reasons) {}

    /** Slots begin to move, in this way. */
    default void moving(MigrationKind kind, boolean resumed, int slots) {}

    /** So much has moved, in this time; told several times a second, and at the end. */
    default void moved(MoveTotals totals, Duration took, boolean ended) {}

    /** Something that the user should know. */
    default void warning(String sentence) {}
}
