// SPDX-License-Identifier: Apache-2.0
/** The sample application against a DNS server inside the test. */
@NullMarked
package io.rollcall.sample;

import org.jspecify.annotations.NullMarked;
