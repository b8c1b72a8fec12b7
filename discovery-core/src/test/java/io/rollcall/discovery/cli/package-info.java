// SPDX-License-Identifier: Apache-2.0
/** The {@code rollcall} program as its users see it: command line in, output and exit code out. */
@NullMarked
package io.rollcall.discovery.cli;

import org.jspecify.annotations.NullMarked;
