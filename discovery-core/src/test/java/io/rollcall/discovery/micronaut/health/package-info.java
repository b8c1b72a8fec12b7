// SPDX-License-Identifier: Apache-2.0
/** The health indicators by themselves. */
@NullMarked
package io.rollcall.discovery.micronaut.health;

import org.jspecify.annotations.NullMarked;
