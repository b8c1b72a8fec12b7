// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

/**
 * Is told when leadership changes.
 *
 * <p>Called by one thread at a time and in order, never while Rollcall holds a lock that anybody else waits for. First it
 * gets the state as it is, then each change: another kind of state, another epoch, another leader to follow, another
 * kind of reason. Between two terms there is always a state that is not {@link LeaderState.Leader}. States that a slow
 * listener missed are left out; it never hears of a term that is already over. A listener may block: it delays the other
 * listeners of the elector, and nothing else: the term goes on, is renewed and ends meanwhile, so ask
 * {@link LeaderElector#state()} before each piece of work. What it throws is logged and has no other effect.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LeaderListener {

    /** The state changed. */
    void on(LeaderState now);
}
