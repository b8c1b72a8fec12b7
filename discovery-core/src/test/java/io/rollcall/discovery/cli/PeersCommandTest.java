// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeersCommandTest {

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
    private final Service service = dns.service("orders", "shop").port("http", 8080);

    @BeforeEach
    void listThree() {
        service.pod("orders-10", "127.0.0.12", "fd00::12");
        service.pod("orders-0", "127.0.0.2");
        service.pod("orders-1", "127.0.0.3");
    }

    @AfterEach
    void close() {
        dns.close();
    }

    private Program.Run peers(String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "peers";
        args[1] = "--service=orders";
        args[2] = "--namespace=shop";
        args[3] = Program.nameserver(dns);
        System.arraycopy(more, 0, args, 4, more.length);
        return Program.run(args);
    }

    @Test
    void oneLook_printsPeersInTheOrderOfTheirOrdinals() {
        Program.Run run = peers();

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "orders-0   127.0.0.2:8080",
                        "orders-1   127.0.0.3:8080",
                        "orders-10  127.0.0.12:8080,[fd00:0:0:0:0:0:0:12]:8080");
    }

    @Test
    void json_hasPeersCompletenessAndEvidence() {
        JsonNode json = peers("--expect=3", "--json").json();

        assertThat(json.get("outcome").asText()).isEqualTo("found");
        assertThat(json.get("completeness").asText()).isEqualTo("COMPLETE");
        assertThat(json.get("missingOrdinals")).hasToString("[2]");
        assertThat(json.get("peers").get(2).get("ordinal").asInt()).isEqualTo(10);
        assertThat(json.get("evidence").get(0).get("verdict").asText()).isEqualTo("ANSWER");
    }

    @Test
    void numberOfPeersNotTold_completenessIsNotGuessed() {
        JsonNode json = peers("--json").json();

        assertThat(json.get("expected").isNull()).isTrue();
        assertThat(json.get("completeness").isNull()).isTrue();
    }

    @Test
    void fewerThanExpected_saidOnStandardError() {
        Program.Run run = peers("--expect=4");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("3 of 4 peers", "missing ordinals [2, 3]");
    }

    @Test
    void unknownService_four() {
        Program.Run run = Program.run("peers", "-s", "typo", "-n", "shop", Program.nameserver(dns));

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("typo.shop.svc.cluster.local.", "NX_DOMAIN", "check service, namespace");
    }

    @Test
    void serverThatFails_five() {
        dns.inject(Fault.rcode("SERVFAIL"));

        Program.Run run = peers("--json");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.json().get("outcome").asText()).isEqualTo("failed");
        assertThat(run.err()).contains("SERV_FAIL", "--nameserver");
    }

    @Test
    void slowServer_progressIsSaidAfterASecond() {
        dns.inject(Fault.delay(Duration.ofMillis(1500)));

        Program.Run run = peers();

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("waiting for DNS to answer for orders.shop.svc.cluster.local.");
    }

    @Test
    void waitForComplete_returnsWhenTheLastOneJoins() {
        CompletableFuture<Program.Run> run =
                CompletableFuture.supplyAsync(() -> peers("--expect=4", "--wait-for=complete", "--timeout=20s"));
        Awaitility.await().until(() -> dns.queries().total() > 0);
        service.pod("orders-2", "127.0.0.4");

        assertThat(run.join().code()).isZero();
        assertThat(run.join().out().lines()).hasSize(4);
    }

    @Test
    void waitForTooMany_fourWithWhatIsMissing() {
        Program.Run run = peers("--expect=5", "--wait-for=complete", "--timeout=700ms");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("saw 3", "missing ordinals [2, 3, 4]");
    }

    @Test
    void waitForANumber_needsNoExpectedNumber() {
        assertThat(peers("--wait-for=3", "--stable=200ms", "--timeout=20s").code())
                .isZero();
    }

    @Test
    void waitForQuorumOfUnknownNumber_wrongUsage() {
        Program.Run run = peers("--wait-for=quorum");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--expect");
    }

    @Test
    void wrongOptions_saidInASentenceWithTwo() {
        assertThat(List.of(
                        peers("--wait-for=some"),
                        peers("--timeout=5"),
                        peers("--timeout=0s"),
                        peers("--nameserver=localhost"),
                        peers("--expect=-1")))
                .allSatisfy(run -> assertThat(run.code()).as(run.err()).isEqualTo(2))
                .allSatisfy(run -> assertThat(run.err()).doesNotContain("Exception"));
    }

    @Test
    void podOfTheSet_needsNothingNamed() {
        Program.Run run = Program.run(
                Program.pod("orders-1", "orders", "shop", Map.of("ROLLCALL_EXPECTED_PEERS", "3")),
                "peers",
                "--json",
                Program.nameserver(dns));

        assertThat(run.json().get("self").asText()).isEqualTo("orders-1");
        assertThat(run.json().get("peers").get(1).get("self").asBoolean()).isTrue();
    }

    @Test
    void podThatLooksElsewhere_isNoneOfThosePeers() {
        Program.Run run = Program.run(
                Program.pod("web-1", "nginx", "shop", Map.of()),
                "peers",
                "-s",
                "orders",
                "--json",
                Program.nameserver(dns));

        assertThat(run.code()).isZero();
        assertThat(run.json().get("self").isNull()).isTrue();
    }
}
