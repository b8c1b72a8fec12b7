// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

/**
 * Settings of Rollcall: all of them are read when the application starts, also those that it uses later or never, and one
 * that cannot be read ends the start.
 *
 * @since 0.1
 */
public interface RollcallSettings {}
