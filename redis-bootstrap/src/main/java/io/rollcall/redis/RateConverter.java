// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.MigrationRate;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads rates: {@code 5000} or {@code 5000keys} a second, {@code 20MB}, {@code 20MiB}. */
final class RateConverter implements ITypeConverter<MigrationRate> {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,11})(keys|b|kb|mb|gb|kib|mib|gib)?(/s)?");

    private static final Map<String, Long> UNITS = Map.of(
            "b",
            1L,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30);

    @Override
    public MigrationRate convert(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT).strip());
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no rate; write keys or bytes per second: 5000keys, 20MB or 20MiB");
        }
        long number = Long.parseLong(matcher.group(1));
        Long unit = matcher.group(2) == null ? null : UNITS.get(matcher.group(2));
        return unit == null
                ? new MigrationRate(OptionalLong.of(number), OptionalLong.empty())
                : new MigrationRate(OptionalLong.empty(), OptionalLong.of(Math.multiplyExact(number, unit)));
    }
}
