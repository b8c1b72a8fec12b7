// SPDX-License-Identifier: Apache-2.0
/** Who leads and why, and the work that only the leader does: a counter that takes fenced steps. */
@NullMarked
package io.rollcall.sample.leader;

import org.jspecify.annotations.NullMarked;
