// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.annotation.Requires;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a bean that exists only where Rollcall is configured: {@code rollcall.expected-peers} is set, and
 * {@code rollcall.enabled} is not {@code false}.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Requires(property = RollcallConfiguration.PREFIX + ".expected-peers")
@Requires(property = RollcallConfiguration.PREFIX + ".enabled", notEquals = "false", defaultValue = "true")
public @interface RequiresRollcall {}
