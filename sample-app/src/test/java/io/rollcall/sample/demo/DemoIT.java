// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo as {@code ./mvnw -q -Pdemo} runs it, in this process; the pods are processes of their own. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoIT {

    private static final Pattern SHOWN = Pattern.compile("(http://\\S+)  \\(sample-app-2\\)");
    private static final Pattern KILLED =
            Pattern.compile("killed [1-9]\\d* Redis pods .*deleted the leader [1-9]\\d* times");
    /** Faster than a watcher could follow, but slower than a failover. */
    private static final Chaos.Pace FAST = new Chaos.Pace(
            Duration.ofSeconds(4), Duration.ofMillis(200), 1, Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void chaos_isSurvivedAndReported_andThenThePageStaysUntilItIsStopped() throws Exception {
        Demo demo = demo(new DemoOptions(false, true, Duration.ofSeconds(1)));
        FutureTask<Integer> running = new FutureTask<>(demo::run);
        new Thread(running, "demo").start();
        try {
            await("the end of the chaos")
                    .atMost(Duration.ofSeconds(150))
                    .until(() -> running.isDone() || out.toString().contains("Ctrl-C ends the demo"));
            Matcher shown = SHOWN.matcher(out.toString());

            assertThat(shown.find()).as(out + "" + err).isTrue();
            assertThat(status(URI.create(shown.group(1)))).isEqualTo(200);
        } finally {
            demo.stop();
        }
        assertThat(running.get(20, TimeUnit.SECONDS)).as(out + "" + err).isZero();
        assertThat(out.toString())
                .contains(
                        "Plan, from the ordinals:",
                        "formed in",
                        "3 pods of the application start.",
                        "The application runs. See it at")
                .containsPattern(KILLED)
                .contains("lost of these        0", "epochs used twice    0", "the cluster is whole");
    }

    @Test
    void executableThatIsNone_isNamed() {
        System.setProperty("redis.server", "/nowhere/redis-server");
        try {
            assertThat(demo(new DemoOptions(true, false, Duration.ofSeconds(1))).run())
                    .isEqualTo(1);
        } finally {
            System.clearProperty("redis.server");
        }
        assertThat(err.toString())
                .startsWith("the demo cannot run: /nowhere/redis-server")
                .hasLineCount(1);
    }

    private Demo demo(DemoOptions options) {
        return new Demo(options, FAST, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static int status(URI page) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
