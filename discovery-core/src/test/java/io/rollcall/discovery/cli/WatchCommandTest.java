// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

    @Test
    void change_oneLineForEach() {
        try (HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start()) {
            Service service = dns.service("orders", "shop").port("http", 8080);
            service.pod("orders-0", "127.0.0.2");
            String[] args = {"watch", "-s", "orders", "-n", "shop", "-e", "2", "--for=3s", Program.nameserver(dns)};
            CompletableFuture<Program.Run> text = CompletableFuture.supplyAsync(() -> Program.run(args));
            CompletableFuture<Program.Run> json = CompletableFuture.supplyAsync(() -> {
                String[] more = Arrays.copyOf(args, args.length + 1);
                more[args.length] = "--json";
                return Program.run(more);
            });
            Awaitility.await().until(() -> dns.queries().total() >= 2);
            service.pod("orders-0", "127.0.0.22");

            assertThat(text.join().code()).isZero();
            assertThat(text.join().out().lines().map(line -> line.replaceFirst("^\\S+ +", "")))
                    .contains("joined       orders-0  127.0.0.2:8080")
                    .contains("readdressed  orders-0  127.0.0.2:8080 -> 127.0.0.22:8080");
            assertThat(Program.lines(json.join().out()))
                    .extracting(line -> line.get("event").asText())
                    .containsExactly("joined", "readdressed");
            JsonNode moved = Program.lines(json.join().out()).get(1);
            assertThat(moved.get("before").get("addresses").get(0).asText()).isEqualTo("127.0.0.2");
            assertThat(moved.get("completeness").asText()).isEqualTo("PARTIAL");
        }
    }

    @Test
    void nobodyListed_saysWhatItWaitsFor() {
        try (HeadlessDns dns = HeadlessDns.start()) {
            Program.Run run =
                    Program.run("watch", "-s", "orders", "-n", "shop", "--for=1500ms", Program.nameserver(dns));

            assertThat(run.code()).isZero();
            assertThat(run.out()).doesNotContain("joined");
            assertThat(run.err()).contains("waiting for the first peer of orders.shop.svc.cluster.local.");
        }
    }
}
