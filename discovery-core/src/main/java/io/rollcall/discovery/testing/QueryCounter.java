// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.QueryCounts.Kind;
import java.util.HashMap;
import java.util.Map;

/** Counts queries; the server's thread adds, anybody reads. */
final class QueryCounter {

    /** Names beyond so many are not counted one by one, so that random ones cannot fill the memory. */
    private static final int MOST_NAMES = 100_000;

    private final Map<Kind, Long> kinds = new HashMap<>();
    private final Map<String, Long> names = new HashMap<>();

    synchronized void add(Query query) {
        kinds.merge(new Kind(query.type(), query.transport()), 1L, Long::sum);
        if (names.size() < MOST_NAMES || names.containsKey(query.name())) {
            names.merge(query.name(), 1L, Long::sum);
        }
    }

    synchronized QueryCounts counts() {
        return new QueryCounts(kinds, names);
    }

    synchronized void reset() {
        kinds.clear();
        names.clear();
    }
}
