// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Application;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The demo's chaos, for as long as the system property {@code bench.chaos} says, for instance {@code 90s}; 5 min. */
final class ChaosFigures {

    private ChaosFigures() {}

    static void run() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        Nap nap = new Nap();
        try (HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
                LocalStatefulSet redis = Demo.redis(dns);
                AppSet app = new AppSet(dns, redis.service(), redis.pods().size(), List.of())) {
            redis.startAll();
            int code = Application.execute(Map.of(), new StopSignal(), out, out, Demo.command(dns, redis));
            if (code != 0) {
                throw new IllegalStateException("the cluster was not formed");
            }
            app.startAll();
            boolean ready = nap.until(
                    Duration.ofSeconds(60), () -> app.get("/health/readiness").isPresent());
            if (!ready) {
                throw new IllegalStateException("the application is not ready; its logs are in " + app.keepLogs());
            }
            ChaosReport report =
                    new Chaos(redis, app, nap, new Random(), out, Chaos.Pace.USUAL).run(Benchmarks.time("chaos", "5m"));
            report.lines().forEach(out::println);
            Benchmarks.print("sample.chaos.lost-acknowledged", report.lost(), "writes");
            Benchmarks.print("sample.chaos.failed", report.failed(), "writes");
            Benchmarks.print("sample.chaos.acknowledged", report.acknowledged(), "writes");
            Benchmarks.print("sample.chaos.kills", report.kills(), "pods");
            Benchmarks.print(
                    "sample.chaos.longest-gap.seconds", report.longestGap().toMillis() / 1e3, "s");
            Benchmarks.print("sample.chaos.epochs-used-twice", report.clashes(), "epochs");
        }
    }
}
