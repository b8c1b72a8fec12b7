// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

/**
 * One thing that is wrong, or worth knowing.
 *
 * @param code its kind
 * @param severity how bad it is
 * @param sentence what was seen
 * @param fix what to do about it
 */
record Finding(Code code, Severity severity, String sentence, String fix) {}
