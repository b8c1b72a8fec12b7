// SPDX-License-Identifier: Apache-2.0
/** What concerns every answer: security headers, and how the page and the explorer are served. */
@NullMarked
package io.rollcall.sample.web;

import org.jspecify.annotations.NullMarked;
