/** The program: commands, their options and exit codes, and what they print. */
@NullMarked
package io.rollcall.redis;

import org.jspecify.annotations.NullMarked;
