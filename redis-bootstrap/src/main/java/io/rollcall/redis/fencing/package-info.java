/** Epochs for leadership from a Redis Cluster: {@link io.rollcall.redis.fencing.RedisFencingTokens}. */
@NullMarked
package io.rollcall.redis.fencing;

import org.jspecify.annotations.NullMarked;
