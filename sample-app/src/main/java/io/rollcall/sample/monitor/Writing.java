// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

/** Writes a number to a key and says what was there before. May block; throws nothing. */
interface Writing {

    Outcome write(int slot, String key, long number);
}
