// SPDX-License-Identifier: Apache-2.0
/** The demo: a Redis Cluster and three pods of the application on one machine, and chaos on request. */
@NullMarked
package io.rollcall.sample.demo;

import org.jspecify.annotations.NullMarked;
