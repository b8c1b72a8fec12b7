// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a resolv.conf says, by the rules of resolv.conf(5) as glibc reads it: unknown lines and options are skipped, the
 * last {@code search} or {@code domain} wins, numbers are capped.
 *
 * @param nameservers the addresses as written, in their order
 * @param search the search list; not used for lookups, whose names are absolute
 * @param ndots how many dots a name needs to be tried as it is first; 1 unless said
 * @param timeout the time of one try; empty unless said
 * @param attempts how often to go round the servers; empty unless said
 * @param rotate whether to take turns among the servers
 * @param tcp whether to use TCP always ({@code use-vc})
 * @since 0.1
 */
public record ResolvConf(
        List<String> nameservers,
        List<String> search,
        int ndots,
        Optional<Duration> timeout,
        OptionalInt attempts,
        boolean rotate,
        boolean tcp) {

    /** RES_MAXNDOTS, RES_MAXRETRANS and RES_MAXRETRY of glibc's resolv.h. */
    private static final int MOST_DOTS = 15;

    private static final int LONGEST_TIMEOUT = 30;
    private static final int MOST_ATTEMPTS = 5;

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]+");

    /** Copies the lists. */
    public ResolvConf {
        nameservers = List.copyOf(nameservers);
        search = List.copyOf(search);
    }

    /** What the text of the file says; nothing in it is an error. */
    public static ResolvConf parse(String text) {
        List<String> nameservers = new ArrayList<>();
        List<String> search = List.of();
        List<String> options = new ArrayList<>();
        for (String line : text.split("\\R", -1)) {
            List<String> words = words(line);
            if (words.size() < 2) {
                continue;
            }
            List<String> values = words.subList(1, words.size());
            switch (words.get(0)) {
                case "nameserver" -> nameservers.add(values.get(0));
                case "search" -> search = values;
                case "domain" -> search = values.subList(0, 1);
                case "options" -> options.addAll(values);
                default -> {
                    // sortlist and whatever comes after us
                }
            }
        }
        return new ResolvConf(
                nameservers,
                search,
                number(options, "ndots:", 0, MOST_DOTS).orElse(1),
                seconds(number(options, "timeout:", 1, LONGEST_TIMEOUT)),
                number(options, "attempts:", 1, MOST_ATTEMPTS),
                options.contains("rotate"),
                options.contains("use-vc"));
    }

    /**
     * The servers that are asked, at most three, on port 53; the local host, like libc, if the file names none that is an
     * IP address.
     */
    public List<InetSocketAddress> servers() {
        return Servers.of(this, Optional.empty()).addresses();
    }

    /** Comments start with {@code #} or {@code ;} at the start of a line or of a word. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : BLANK.split(line, -1)) {
            if (word.startsWith("#") || word.startsWith(";")) {
                break;
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static Optional<Duration> seconds(OptionalInt number) {
        return number.isPresent() ? Optional.of(Duration.ofSeconds(number.getAsInt())) : Optional.empty();
    }

    private static OptionalInt number(List<String> options, String prefix, int least, int most) {
        OptionalInt last = OptionalInt.empty();
        for (String option : options) {
            String digits = option.startsWith(prefix) ? option.substring(prefix.length()) : "";
            if (digits.matches("[0-9]{1,9}")) {
                last = OptionalInt.of(Math.max(least, Math.min(most, Integer.parseInt(digits))));
            }
        }
        return last;
    }
}
