// SPDX-License-Identifier: Apache-2.0
/** Lettuce against a real redis-server. */
@NullMarked
package io.rollcall.discovery.netty;

import org.jspecify.annotations.NullMarked;
