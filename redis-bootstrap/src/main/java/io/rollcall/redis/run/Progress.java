// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.LookupResult;
import io.rollcall.redis.decide.Classification;
import io.rollcall.redis.decide.ClusterPlan;
import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.Gate;
import io.rollcall.redis.decide.Observation;
import java.util.List;

/** Is told how a bootstrap goes, on the thread that runs it. Every method does nothing unless overridden. */
public interface Progress {

    /** DNS was asked. */
    default void looked(LookupResult result) {}

    /** Nodes do not answer yet. */
    default void silent(List<String> reasons) {}

    /** There is a plan, and nothing was done yet. */
    default void planned(ClusterPlan plan, Observation seen) {}

    /** The nodes were looked at, and nothing was done yet. */
    default void found(Classification state) {}

    /** Effects are about to be applied. */
    default void applying(Gate gate, List<Effect> effects) {}

    /** The servers are at work. */
    default void waiting(Gate gate, List<String> reasons) {}

    /** Something that the user should know. */
    default void warning(String sentence) {}
}
