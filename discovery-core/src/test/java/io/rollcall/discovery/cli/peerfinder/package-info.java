// SPDX-License-Identifier: Apache-2.0
/** peer-finder's contract, held against what its source says. */
@NullMarked
package io.rollcall.discovery.cli.peerfinder;

import org.jspecify.annotations.NullMarked;
