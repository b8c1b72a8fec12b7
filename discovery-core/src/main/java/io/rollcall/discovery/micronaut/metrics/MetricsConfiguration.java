// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.metrics;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.rollcall.discovery.micronaut.RollcallConfiguration;
import io.rollcall.discovery.micronaut.RollcallSettings;

/**
 * Whether to measure. Immutable.
 *
 * @param enabled whether there are meters of Rollcall
 * @since 0.1
 */
@ConfigurationProperties(MetricsConfiguration.PREFIX)
public record MetricsConfiguration(
        @Bindable(defaultValue = "true") boolean enabled) implements RollcallSettings {

    /** What all keys begin with. */
    public static final String PREFIX = RollcallConfiguration.PREFIX + ".metrics";
}
