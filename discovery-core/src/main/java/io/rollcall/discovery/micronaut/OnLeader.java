// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.aop.Around;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that runs only while this process leads; a call at any other time does nothing. For {@code @Scheduled} and
 * {@code @EventListener} methods, or any other that returns nothing:
 *
 * <pre>{@code
 * @OnLeader
 * @Scheduled(fixedDelay = "1m")
 * void closeExpiredOrders() { ... }
 * }</pre>
 *
 * <p>Leadership is asked for when the method begins. A term that ends while it runs does not interrupt it: in long work
 * ask {@link io.rollcall.discovery.leader.LeaderElector#state()} before each piece, and hand the epoch of a
 * {@link io.rollcall.discovery.leader.LeaderState.Leader} to whatever can check it.
 *
 * <p>Where there is no elector the method never runs, which a warning says once. A method that returns something is
 * refused with an {@link IllegalStateException} at its first call. As with all advice of Micronaut, the method must not be
 * private nor its class final, and a call from within the object itself is not seen.
 *
 * @since 0.1
 */
@Documented
@Around
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnLeader {}
