// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.core.annotation.Introspected;
import io.rollcall.discovery.leader.FencingTokens;

/** Whether there is to be an elector: as {@code rollcall.leader.enabled} says, else if there is a fence. */
@Introspected
final class LeaderWanted implements Condition {

    private static final String KEY = LeaderConfiguration.PREFIX + ".enabled";

    @Override
    @SuppressWarnings("rawtypes") // as Condition declares it
    public boolean matches(ConditionContext context) {
        boolean wanted = context.getProperty(KEY, Boolean.class)
                .orElseGet(() -> context.getBeanContext().containsBean(FencingTokens.class));
        if (!wanted) {
            context.fail("neither is there a bean of type " + FencingTokens.class.getName() + ", nor is " + KEY
                    + " true, so that nobody leads");
        }
        return wanted;
    }
}
