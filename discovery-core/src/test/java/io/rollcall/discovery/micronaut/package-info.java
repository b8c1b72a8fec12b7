// SPDX-License-Identifier: Apache-2.0
/** Micronaut applications against a real DNS server in the process. */
@NullMarked
package io.rollcall.discovery.micronaut;

import org.jspecify.annotations.NullMarked;
