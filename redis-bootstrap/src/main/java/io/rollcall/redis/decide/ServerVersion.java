// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * What a server calls itself.
 *
 * @param product which family it belongs to
 * @param number its version, for instance {@code 7.0.15}; {@code unknown} where it does not tell
 */
public record ServerVersion(Product product, String number) {

    /** Families of servers; their version numbers cannot be compared. */
    public enum Product {
        /** Redis, and whatever calls itself so. */
        REDIS,
        /** Valkey, from 7.2 on. */
        VALKEY
    }

    /** Compares what stands before and after the first dot. */
    private static final Comparator<String> NUMBERS =
            Comparator.<String>comparingInt(text -> part(text, 0)).thenComparingInt(text -> part(text, 1));

    /** From the fields of {@code INFO server}: Valkey tells a redis_version too, for old clients. */
    public static ServerVersion of(Map<String, String> info) {
        String valkey = info.get("valkey_version");
        return valkey != null
                ? new ServerVersion(Product.VALKEY, valkey)
                : new ServerVersion(Product.REDIS, info.getOrDefault("redis_version", "unknown"));
    }

    /** Whether it is of this family and at least this old; an unknown version never is. */
    public boolean isAtLeast(Product family, String version) {
        return product == family && NUMBERS.compare(number, version) >= 0;
    }

    /** The number before the first dot; -1 where unknown. */
    public int major() {
        return part(number, 0);
    }

    private static int part(String text, int index) {
        String[] parts = text.split("\\.", 3);
        return index < parts.length && parts[index].matches("\\d{1,6}") ? Integer.parseInt(parts[index]) : -1;
    }

    @Override
    public String toString() {
        return product == Product.REDIS ? number : product.name().toLowerCase(Locale.ROOT) + " " + number;
    }
}
