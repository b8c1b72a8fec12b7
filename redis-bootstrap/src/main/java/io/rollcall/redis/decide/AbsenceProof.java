// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * What is known about nodes that do not answer.
 *
 * @param complete whether every expected pod answered, so that an id which none has is gone for good
 * @param stillListed whether DNS lists a pod that did not answer
 * @param takeoverAllowed whether the user said that a takeover is worth its risk
 */
public record AbsenceProof(boolean complete, boolean stillListed, boolean takeoverAllowed) {}
