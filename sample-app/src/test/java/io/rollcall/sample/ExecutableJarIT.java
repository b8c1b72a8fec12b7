// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged program, as {@code java -jar} starts it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecutableJarIT {

    private static final Pattern RUNNING = Pattern.compile("Server Running: (http://\\S+)");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void withoutAnySetting_serves() throws IOException, InterruptedException {
        Process process = start("-micronaut.server.port=-1", "-rollcall.lookup-deadline=200ms");

        URI address = address(process);
        HttpResponse<String> health = get(address.resolve("/health/liveness"));
        HttpResponse<String> readiness = get(address.resolve("/health/readiness"));
        HttpResponse<String> peers = get(address.resolve("/peers"));

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("cannot tell which pod this is", "DNS lists no pod of redis.default");
        assertThat(peers.statusCode()).isEqualTo(503);
        assertThat(peers.body()).contains("sample-app.default.svc.cluster.local.");
    }

    @Test
    void sigterm_endsItQuietly() throws IOException, InterruptedException {
        Process process = start("-micronaut.server.port=-1");
        address(process);

        // Not Process.destroy(), which also closes the output that is read below.
        process.toHandle().destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.inputReader().lines()).noneMatch(line -> line.contains("ERROR"));
    }

    @ParameterizedTest
    @CsvSource({
        "-rollcall.expected-peers=0, number of expected peers",
        "-rollcall.expected-peers=many, many",
        "-sample.monitor.lanes=0, lanes 0 is not 1 to 64",
        "-rollcall.nameservers=kube-dns, nameserver \"kube-dns\" is not an IP address",
    })
    void wrongSetting_endsWithOneSentence(String setting, String sentence) throws IOException, InterruptedException {
        Process process = start(
                setting,
                "-micronaut.server.port=-1",
                "-rollcall.member=false",
                "-rollcall.service=orders",
                "-rollcall.namespace=shop",
                "-rollcall.cluster-domain=cluster.local");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        List<String> output = process.inputReader().lines().toList();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output).anyMatch(line -> line.contains(sentence)).noneMatch(line -> line.startsWith("\tat "));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "target/sample-app.jar"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    /** Reads the output up to the line that says where the program serves. */
    private static URI address(Process process) throws IOException {
        List<String> output = new ArrayList<>();
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Matcher running = RUNNING.matcher(line);
            if (running.find()) {
                return URI.create(running.group(1));
            }
            output.add(line);
        }
        throw new AssertionError("the program ended before it served: " + output);
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
