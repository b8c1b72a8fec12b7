// SPDX-License-Identifier: Apache-2.0
/**
 * A {@link io.rollcall.discovery.leader.Confirmation} over TCP, with nothing but the JDK.
 *
 * <p>One connection carries one question and one answer, each a line of printable ASCII of at most 1,024 bytes, so that a
 * person can ask with {@code nc}:
 *
 * <pre>{@code
 * > ROLLCALL/1 CONFIRM <service> <asked pod> <asking pod> <incarnation> <digest> <nanoseconds>
 * < ROLLCALL/1 AGREED <service> <answering pod> <incarnation of the asking pod>
 * < ROLLCALL/1 DIFFERS <service> <answering pod> <the leader it names, or -> <why>
 * < ROLLCALL/1 REFUSED <why>
 * }</pre>
 *
 * <p>Service and pods are part of both lines, so that an address that belongs to somebody else by now never counts.
 */
@NullMarked
package io.rollcall.discovery.leader.tcp;

import org.jspecify.annotations.NullMarked;
