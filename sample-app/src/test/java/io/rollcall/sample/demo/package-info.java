// SPDX-License-Identifier: Apache-2.0
/** The demo's cluster, for tests. */
@NullMarked
package io.rollcall.sample.demo;

import org.jspecify.annotations.NullMarked;
