// SPDX-License-Identifier: Apache-2.0
/** Jedis against a real Redis Cluster of one node. */
@NullMarked
package io.rollcall.discovery.jedis;

import org.jspecify.annotations.NullMarked;
