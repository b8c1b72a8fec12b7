// SPDX-License-Identifier: Apache-2.0
/**
 * For clients on Netty, such as Lettuce, which the application brings: names of peers are resolved from a watch's memory, not
 * by the JVM and its caches.
 *
 * <pre>{@code
 * ClientResources resources =
 *         ClientResources.builder().addressResolverGroup(PeerAddressResolverGroup.of(watch)).build();
 * RedisClient client = RedisClient.create(resources, "redis://redis-0.redis.shop.svc.cluster.local:6379");
 * }</pre>
 */
@NullMarked
package io.rollcall.discovery.netty;

import org.jspecify.annotations.NullMarked;
