// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.rollcall.discovery.leader.LeaderState;

/**
 * Leadership changed; after the start, the state as it is. {@link io.rollcall.discovery.leader.LeaderListener} says what
 * counts as a change and in which order they come. By the time a listener hears of it the term may be over: ask
 * {@link io.rollcall.discovery.leader.LeaderElector#state()} before each piece of a leader's work.
 *
 * @param state who leads
 * @since 0.1
 */
public record LeaderChangedEvent(LeaderState state) {}
