/** Health, status, metrics and hand-over for the long-running mode. The only package that uses Micronaut. */
@NullMarked
package io.rollcall.redis.http;

import org.jspecify.annotations.NullMarked;
