// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.health;

import io.micronaut.context.annotation.Requires;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.rollcall.discovery.micronaut.RequiresRollcall;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a bean that exists only where there are health endpoints and Rollcall is to be seen there. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@RequiresRollcall
@Requires(classes = HealthIndicator.class)
@Requires(property = HealthConfiguration.PREFIX + ".enabled", notEquals = "false", defaultValue = "true")
@interface RequiresHealth {}
