// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Selects queries: by what they ask, then by which of those it is. Immutable; every method gives a narrower filter.
 *
 * <p>{@code QueryFilter.any().type("SRV").over(UDP).first(2)} selects the first two SRV queries over UDP. Counting starts
 * at 1 when the filter is {@linkplain HeadlessDns#inject injected} and sees only queries that the other parts select.
 *
 * @since 0.1
 */
public final class QueryFilter {

    private static final QueryFilter ANY = new QueryFilter(query -> true, number -> true);

    private final Predicate<Query> query;
    private final LongPredicate number;

    private QueryFilter(Predicate<Query> query, LongPredicate number) {
        this.query = query;
        this.number = number;
    }

    /** Every query. */
    public static QueryFilter any() {
        return ANY;
    }

    /** Only this name, in any case, with or without its trailing dot. */
    public QueryFilter name(String name) {
        String absolute = (name.endsWith(".") ? name : name + ".").toLowerCase(Locale.ROOT);
        return where(asked -> asked.name().equals(absolute));
    }

    /** Only this record type, {@code SRV}, in any case. */
    public QueryFilter type(String type) {
        return where(asked -> asked.type().equalsIgnoreCase(type));
    }

    /** Only queries that came this way. */
    public QueryFilter over(Transport transport) {
        return where(asked -> asked.transport() == transport);
    }

    /** Only queries that pass a test of one's own. It is called by the server's thread and must neither block nor throw. */
    public QueryFilter where(Predicate<Query> test) {
        return new QueryFilter(query.and(test), number);
    }

    /**
     * Only the n-th of them.
     *
     * @param n from 1
     */
    public QueryFilter only(long n) {
        return numbered("only", n, 1, i -> i == n);
    }

    /**
     * Only the first n of them.
     *
     * @param n from 1
     */
    public QueryFilter first(long n) {
        return numbered("first", n, 1, i -> i <= n);
    }

    /**
     * All but the first n of them.
     *
     * @param n from 0
     */
    public QueryFilter after(long n) {
        return numbered("after", n, 0, i -> i > n);
    }

    /**
     * Only every n-th of them: with 2 the second, the fourth and so on.
     *
     * @param n from 1
     */
    public QueryFilter every(long n) {
        return numbered("every", n, 1, i -> i % n == 0);
    }

    boolean selects(Query asked) {
        return query.test(asked);
    }

    boolean selectsNumber(long n) {
        return number.test(n);
    }

    private QueryFilter numbered(String what, long n, long least, LongPredicate narrower) {
        if (n < least) {
            throw new IllegalArgumentException(what + "(" + n + ") selects nothing; it starts at " + least);
        }
        return new QueryFilter(query, number.and(narrower));
    }
}
