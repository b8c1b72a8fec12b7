// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a node runs, as its own settings tell: DNS does not carry it, and the Kubernetes API is not asked.
 *
 * <p>The text is {@code rollcall:worker=<w>;zone=<z>}, or with slashes instead of colon and semicolon, since
 * {@code cluster-announce-human-nodename} takes neither of them (isValidAuxChar in cluster.c). {@code syslog-ident} exists
 * in every version and does nothing while syslog is off. Valkey's {@code availability-zone} wins over a zone in the text.
 *
 * @param worker the worker node; empty where unknown
 * @param zone its zone; empty where unknown
 */
public record Labels(Optional<String> worker, Optional<String> zone) {

    /** Nothing is known. */
    public static final Labels NONE = new Labels(Optional.empty(), Optional.empty());

    private static final String NODENAME = "cluster-announce-human-nodename";
    private static final String SYSLOG = "syslog-ident";
    private static final String ZONE = "availability-zone";
    private static final Pattern TEXT =
            Pattern.compile("rollcall[:/](?:worker=([^;/]*))?[;/]?(?:zone=([^;/]*))?(?:[;/].*)?");

    /** The names of the settings that labels are read from. */
    public static List<String> settings() {
        return List.of(NODENAME, SYSLOG, ZONE);
    }

    /** What a node's settings tell. */
    static Labels of(Map<String, String> settings) {
        Labels text = Stream.of(NODENAME, SYSLOG)
                .map(name -> parse(settings.getOrDefault(name, "")))
                .filter(labels -> !labels.equals(NONE))
                .findFirst()
                .orElse(NONE);
        return new Labels(text.worker(), known(settings.get(ZONE)).or(text::zone));
    }

    private static Labels parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? new Labels(known(matcher.group(1)), known(matcher.group(2))) : NONE;
    }

    private static Optional<String> known(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
