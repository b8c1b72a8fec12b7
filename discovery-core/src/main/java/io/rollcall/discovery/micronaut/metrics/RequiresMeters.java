// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.rollcall.discovery.micronaut.RequiresRollcall;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a bean that exists only where there is a registry and Rollcall is to be measured. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@RequiresRollcall
@Requires(classes = MeterRegistry.class)
@Requires(beans = MeterRegistry.class)
@Requires(property = MetricsConfiguration.PREFIX + ".enabled", notEquals = "false", defaultValue = "true")
@interface RequiresMeters {}
