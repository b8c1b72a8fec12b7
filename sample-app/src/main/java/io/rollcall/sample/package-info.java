// SPDX-License-Identifier: Apache-2.0
/**
 * The sample application: a StatefulSet that finds itself, chooses a leader and shows a Redis Cluster.
 *
 * <p>It looks up the peers of its own headless service and of that of Redis, serves what it sees as JSON and as events, and
 * has a page at {@code /} that shows them.
 */
@NullMarked
package io.rollcall.sample;

import org.jspecify.annotations.NullMarked;
