/**
 * Pure decisions about a Redis Cluster: what the nodes say goes in, a plan and the next effects come out.
 *
 * <p>Nothing here does I/O, reads a clock or logs. The safety property of the whole program lives here: a plan is a
 * function of ordinals and of what the nodes report, so any number of bootstrappers that look at the same nodes want the
 * same cluster.
 */
@NullMarked
package io.rollcall.redis.decide;

import org.jspecify.annotations.NullMarked;
