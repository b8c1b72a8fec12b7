// SPDX-License-Identifier: Apache-2.0
/**
 * Says who leads, and says no more than it knows.
 *
 * <p>A {@link io.rollcall.discovery.leader.LeaderDecider} is a pure function from a
 * {@link io.rollcall.discovery.leader.LeaderObservation} to a {@link io.rollcall.discovery.leader.LeaderState}; a
 * {@link io.rollcall.discovery.leader.LeaderElector} runs it on a {@link io.rollcall.discovery.PeerWatch}:
 *
 * <pre>{@code
 * LeaderElector elector = LeaderElector.of(watch, fencingTokens);
 * elector.onChange(state -> {
 *     if (state instanceof Leader me) {
 *         startWork(me.epoch());
 *     } else {
 *         stopWork();
 *     }
 * });
 * }</pre>
 *
 * <p><strong>DNS has no compare-and-set.</strong> Two processes whose views differ can both come to the conclusion that
 * they lead. The gates of the decider make this rare and short; only {@link io.rollcall.discovery.leader.FencingTokens}
 * make it harmless, because the resource that is written to then refuses the older
 * {@link io.rollcall.discovery.leader.Epoch.Fenced epoch}. Without them a leader is
 * {@link io.rollcall.discovery.leader.Epoch.Advisory advisory}: good for work that may be done twice, and no lock. A
 * {@link io.rollcall.discovery.leader.Confirmation} lies between the two.
 */
@NullMarked
package io.rollcall.discovery.leader;

import org.jspecify.annotations.NullMarked;
