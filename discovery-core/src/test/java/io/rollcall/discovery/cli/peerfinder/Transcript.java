// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What was written down of peer-finder's behaviour: what DNS lists, and what is then run with what. */
final class Transcript {

    /**
     * One state of DNS and what comes of it.
     *
     * @param pods {@code name=address} each
     * @param script {@code on-start} or {@code on-change}; empty if nothing runs
     * @param stdin the lines that the script reads
     * @param environment what is in its environment beside peer-finder's own
     */
    record Step(List<String> pods, String script, List<String> stdin, List<String> environment) {

        /** Has the service list these pods and no others. */
        void publish(HeadlessDns dns, Service service) {
            dns.atomically(() -> {
                service.pods().stream()
                        .filter(pod -> pods.stream().noneMatch(wanted -> wanted.startsWith(pod.hostname() + "=")))
                        .forEach(pod -> pod.remove());
                pods.forEach(pod -> service.pod(pod.split("=", 2)[0], pod.split("=", 2)[1]));
            });
        }

        byte[] bytes() {
            return (String.join("\n", stdin) + "\n").getBytes(StandardCharsets.UTF_8);
        }

        boolean runs() {
            return !script.isEmpty();
        }
    }

    private Transcript() {}

    static List<Step> read() throws IOException {
        List<Step> steps = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(Transcript.class.getResourceAsStream("transcript.txt"), "transcript.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "dns" ->
                        steps.add(new Step(
                                List.of(words).subList(1, words.length), "", new ArrayList<>(), new ArrayList<>()));
                    case "run" -> {
                        Step last = steps.remove(steps.size() - 1);
                        steps.add(new Step(last.pods, words[1], last.stdin, last.environment));
                    }
                    case "stdin" -> steps.get(steps.size() - 1).stdin.add(words[1]);
                    case "env" -> steps.get(steps.size() - 1).environment.add(words[1]);
                    default -> {
                        // A comment, an empty line, or that nothing runs.
                    }
                }
            }
        }
        return steps;
    }
}
