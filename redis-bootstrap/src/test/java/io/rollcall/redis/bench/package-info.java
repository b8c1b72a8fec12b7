// SPDX-License-Identifier: Apache-2.0
/**
 * What the program needs, beside what the installed {@code redis-cli} needs for the same in the same run. {@code ./mvnw
 * -q -Pbench} runs {@link io.rollcall.redis.bench.Benchmarks}; each figure is one line, {@code BENCH <name> <value>
 * <unit>}. Every benchmark checks that what it times came out right.
 */
package io.rollcall.redis.bench;
