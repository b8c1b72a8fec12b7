// SPDX-License-Identifier: Apache-2.0
/** Tests of this part of the application. */
@NullMarked
package io.rollcall.sample.monitor;

import org.jspecify.annotations.NullMarked;
