// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.rollcall.discovery.WatchOptions;
import java.time.Duration;

/**
 * How the watch looks and how sure it wants to be; {@link WatchOptions} has the ranges. Immutable.
 *
 * @param shortestPoll the least time between two lookups
 * @param longestPoll the most time between two lookups, jitter and backoff aside
 * @param longestBackoff the most time between two lookups while they fail
 * @param lookupDeadline after how long a lookup counts as failed although it has not ended; longer than
 *     {@code rollcall.lookup-deadline}
 * @param misses in how many answers in a row a peer must be missing before it leaves
 * @param stabilityWindow the least time without a change after which a view counts as stable, which leadership waits for
 * @param staleBound how long the last good answer is kept while lookups fail or come back empty
 * @since 0.1
 */
@ConfigurationProperties(WatchConfiguration.PREFIX)
public record WatchConfiguration(
        @Bindable(defaultValue = "1s") Duration shortestPoll,
        @Bindable(defaultValue = "30s") Duration longestPoll,
        @Bindable(defaultValue = "15s") Duration longestBackoff,
        @Bindable(defaultValue = "30s") Duration lookupDeadline,
        @Bindable(defaultValue = "3") int misses,
        @Bindable(defaultValue = "5s") Duration stabilityWindow,
        @Bindable(defaultValue = "10m") Duration staleBound)
        implements RollcallSettings {

    /** What all keys begin with. */
    public static final String PREFIX = RollcallConfiguration.PREFIX + ".watch";

    /**
     * The options that these settings describe.
     *
     * @throws IllegalArgumentException if a setting is out of its range or contradicts another
     */
    public WatchOptions options() {
        return WatchOptions.builder()
                .shortestPoll(shortestPoll)
                .longestPoll(longestPoll)
                .longestBackoff(longestBackoff)
                .lookupDeadline(lookupDeadline)
                .misses(misses)
                .stabilityWindow(stabilityWindow)
                .staleBound(staleBound)
                .build();
    }
}
