// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.health;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.micronaut.RollcallConfiguration;
import io.rollcall.discovery.micronaut.RollcallSettings;

/**
 * What makes the application ready. Immutable.
 *
 * @param enabled whether there are health indicators of Rollcall
 * @param awaited how many of the peers must have been seen once: {@code self_only}, {@code partial}, {@code quorum},
 *     {@code complete}; {@code empty} waits for nobody
 * @since 0.1
 */
@ConfigurationProperties(HealthConfiguration.PREFIX)
public record HealthConfiguration(
        @Bindable(defaultValue = "true") boolean enabled,
        @Bindable(defaultValue = "quorum") Completeness awaited) implements RollcallSettings {

    /** What all keys begin with. */
    public static final String PREFIX = RollcallConfiguration.PREFIX + ".health";
}
