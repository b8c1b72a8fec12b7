/** What is done in a pod before its Redis starts. */
@NullMarked
package io.rollcall.redis.prepare;

import org.jspecify.annotations.NullMarked;
