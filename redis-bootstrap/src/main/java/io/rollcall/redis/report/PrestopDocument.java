// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

/**
 * The answer of {@code /prestop}.
 *
 * @param pod the pod
 * @param done whether it may be stopped
 * @param message one sentence
 */
public record PrestopDocument(String pod, boolean done, String message) {}
