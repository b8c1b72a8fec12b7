// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

import io.micronaut.serde.annotation.Serdeable;

/**
 * One entry of the time line.
 *
 * @param number counts the entries of this process, from 1
 * @param at when, in milliseconds since 1970
 * @param kind what it is about
 * @param text one sentence
 */
@Serdeable.Serializable
public record Entry(long number, long at, Kind kind, String text) {}
