/**
 * A StatefulSet on one machine: real {@code redis-server} processes, each with its own loopback address and data folder,
 * published as a headless service. For the demo, for tests, and for trying things on a laptop.
 */
@NullMarked
package io.rollcall.redis.local;

import org.jspecify.annotations.NullMarked;
