// SPDX-License-Identifier: Apache-2.0
/**
 * What the library costs, beside what others cost on the same answers in the same run. {@code ./mvnw -q -Pbench} runs
 * {@link io.rollcall.discovery.dns.bench.DnsBenchmarks}; each figure is one line, {@code BENCH <name> <value> <unit>}.
 * Every benchmark checks that the answer it times is right.
 */
@NullMarked
package io.rollcall.discovery.dns.bench;

import org.jspecify.annotations.NullMarked;
