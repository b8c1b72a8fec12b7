// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

    @Test
    void change_oneLineForEach() throws InterruptedException {
        try (HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start()) {
            Service service = dns.service("orders", "shop").port("http", 8080);
            service.pod("orders-0", "127.0.0.2");
            String[] args = {"watch", "-s", "orders", "-n", "shop", "-e", "2", Program.nameserver(dns)};

            Program.Run run = Program.runUntil(
                    out -> {
                        if (out.contains("joined")) {
                            service.pod("orders-0", "127.0.0.22");
                        }
                        return out.contains("readdressed");
                    },
                    args);

            assertThat(run.code()).isEqualTo(130);
            assertThat(run.out().lines().map(line -> line.replaceFirst("^\\S+ +", "")))
                    .containsExactly(
                            "joined       orders-0  127.0.0.2:8080",
                            "readdressed  orders-0  127.0.0.2:8080 -> 127.0.0.22:8080");
        }
    }

    @Test
    void json_oneObjectPerLine() throws InterruptedException {
        try (HeadlessDns dns = HeadlessDns.start()) {
            dns.service("orders", "shop").port("http", 8080).pod("orders-0", "127.0.0.2");

            Program.Run run = Program.runUntil(
                    out -> out.contains("joined"),
                    "watch",
                    "-s",
                    "orders",
                    "-n",
                    "shop",
                    "-e",
                    "3",
                    "--json",
                    Program.nameserver(dns));

            JsonNode joined = Program.lines(run.out()).get(0);
            assertThat(joined.get("event").asText()).isEqualTo("joined");
            assertThat(joined.get("peer").get("addresses").get(0).asText()).isEqualTo("127.0.0.2");
            assertThat(joined.get("completeness").asText()).isEqualTo("PARTIAL");
        }
    }

    @Test
    void watchForAWhile_endsByItself() {
        try (HeadlessDns dns = HeadlessDns.start()) {
            assertThat(Program.run("watch", "-s", "orders", "--for=50ms", Program.nameserver(dns))
                            .code())
                    .isZero();
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
