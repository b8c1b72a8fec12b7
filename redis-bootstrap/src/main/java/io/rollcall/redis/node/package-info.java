/** One Redis node as a port, and its adapter: the only package that speaks to Redis, and only with commands on a list. */
@NullMarked
package io.rollcall.redis.node;

import org.jspecify.annotations.NullMarked;
