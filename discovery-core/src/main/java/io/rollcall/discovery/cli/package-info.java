// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code rollcall} program: peers, changes and leadership of a headless service for whoever does not write Java.
 * {@link io.rollcall.discovery.cli.Rollcall} is the way in. Uses the library as any other user of it, and needs picocli,
 * Jackson's streaming API and SnakeYAML Engine, which the library itself does not.
 */
@NullMarked
package io.rollcall.discovery.cli;

import org.jspecify.annotations.NullMarked;
