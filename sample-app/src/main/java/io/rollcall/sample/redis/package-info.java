// SPDX-License-Identifier: Apache-2.0
/** The Redis Cluster beside the application: who its pods are, what each of them says, and a client for its keys. */
@NullMarked
package io.rollcall.sample.redis;

import org.jspecify.annotations.NullMarked;
