// SPDX-License-Identifier: Apache-2.0
/**
 * What the program says to other programs: the documents behind {@code --json} and {@code /status}, described in the
 * module's README. Fields are added, never renamed or removed, while {@link io.rollcall.redis.report.Json#SCHEMA} stays.
 */
@NullMarked
package io.rollcall.redis.report;

import org.jspecify.annotations.NullMarked;
