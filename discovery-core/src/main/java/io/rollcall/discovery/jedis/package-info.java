// SPDX-License-Identifier: Apache-2.0
/**
 * For Jedis, a client of Redis, which the application brings: the nodes of a Redis Cluster from DNS, in place of a list in
 * a configuration file.
 *
 * <pre>{@code
 * JedisSeeds seeds = JedisSeeds.of(watch);
 * RedisClusterClient client = RedisClusterClient.builder().nodes(seeds.await(Duration.ofSeconds(30))).build();
 * }</pre>
 */
@NullMarked
package io.rollcall.discovery.jedis;

import org.jspecify.annotations.NullMarked;
