/** The loop: look at all nodes, decide, apply what is missing, look again; until done is proven or the time is up. */
@NullMarked
package io.rollcall.redis.run;

import org.jspecify.annotations.NullMarked;
