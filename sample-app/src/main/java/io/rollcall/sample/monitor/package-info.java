// SPDX-License-Identifier: Apache-2.0
/** The write monitor: writes all the time, and checks later that nothing that was acknowledged is gone. */
@NullMarked
package io.rollcall.sample.monitor;

import org.jspecify.annotations.NullMarked;
