// SPDX-License-Identifier: Apache-2.0
/** A real Pekko cluster. */
@NullMarked
package io.rollcall.discovery.pekko;

import org.jspecify.annotations.NullMarked;
