// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is shipped, serving. */
class ServeIT {

    private static final Pattern WHERE = Pattern.compile("on (127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path folder;

    @Test
    void serve_answersTakesChangesKeepsWhatWorksAndEndsWithSigterm() throws Exception {
        Path zone = Files.writeString(folder.resolve("zone.yaml"), zone("a-0"));
        Path output = folder.resolve("output");
        Process process = Program.start(output, "serve", "--port=0", zone.toString());
        try {
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> WHERE.matcher(text(output)).find());
            Matcher where = WHERE.matcher(text(output));
            assertThat(where.find()).isTrue();
            String server = "--nameserver=" + where.group(1);
            assertThat(Program.run("peers", "-s", "a", server).out()).startsWith("a-0 ");

            Files.writeString(zone, zone("a-1"));
            Awaitility.await()
                    .until(() -> Program.run("peers", "-s", "a", server).out().startsWith("a-1 "));
            Files.writeString(zone, "services: [{name: A}]");
            Awaitility.await().until(() -> text(output).contains("serving what was there before"));
            assertThat(Program.run("peers", "-s", "a", server).out()).startsWith("a-1 ");
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(text(output)).doesNotContain("Exception", "SLF4J");
    }

    private static String zone(String pod) {
        return "ttl: 0s\nservices: [{name: a, ports: {p: 1}, pods: [{name: " + pod + ", addresses: 127.0.0.2}]}]\n";
    }

    private static String text(Path output) throws IOException {
        return Files.readString(output);
    }
}
