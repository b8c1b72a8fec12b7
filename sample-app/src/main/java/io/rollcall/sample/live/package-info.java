// SPDX-License-Identifier: Apache-2.0
/** What the page sees at once: the newest state of each topic and a time line, as server-sent events. */
@NullMarked
package io.rollcall.sample.live;

import org.jspecify.annotations.NullMarked;
