// SPDX-License-Identifier: Apache-2.0
/** What {@code rollcall serve} reads: services and pods as YAML. Pure. */
@NullMarked
package io.rollcall.discovery.cli.zone;

import org.jspecify.annotations.NullMarked;
