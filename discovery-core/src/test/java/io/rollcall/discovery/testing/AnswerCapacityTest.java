// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.Dig.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many pods fit into one answer: the numbers that CoreDNS was measured with, and one more than each. */
class AnswerCapacityTest {

    private final HeadlessDns dns = HeadlessDns.start();
    private final Dig dig = Dig.at(dns);

    @AfterEach
    void stop() {
        dns.close();
    }

    @ParameterizedTest
    @CsvSource({
        // set, service, namespace, limit, SRV+A, SRV+A+AAAA, SRV alone, A, AAAA
        "short, tcp, 816, 588, 1109, 4092, 2338",
        "typical, tcp, 573, 436, 753, 4091, 2337",
        "longest, tcp, 236, 194, 294, 4085, 2334",
        "short, 1232, 15, 11, 20, 73, 41",
        "typical, 1232, 11, 8, 13, 72, 41",
        "short, 512, 6, 4, 7, 28, 16",
        "typical, 512, 4, 3, 5, 27, 15",
    })
    void answersFitUpToTheMeasuredNumberOfPods(
            String names, String limit, int srvA, int srvDual, int srv, int a, int aaaa) {
        fits(names, limit, "SRV", true, false, srvA);
        fits(names, limit, "SRV", true, true, srvDual);
        fits(names, limit, "A", true, false, a);
        fits(names, limit, "AAAA", false, true, aaaa);
        srvAloneFits(names, limit, srv);
    }

    private void fits(String names, String limit, String type, boolean v4, boolean v6, int count) {
        Service service = service(names);
        grow(service, names, v4, v6, count);
        Answer full = ask(service, names, limit, type);
        grow(service, names, v4, v6, count + 1);
        Answer over = ask(service, names, limit, type);

        int families = v4 && v6 ? 2 : 1;
        assertThat(full.truncated()).as("%s of %d pods", type, count).isFalse();
        assertThat(full.answers()).hasSize(count);
        assertThat(full.additional()).hasSize(type.equals("SRV") ? count * families : 0);
        assertThat(over.truncated()).as("%s of %d pods", type, count + 1).isTrue();
        service.remove();
    }

    /** SRV records fill the message: one more pod is not named at all. */
    private void srvAloneFits(String names, String limit, int count) {
        Service service = service(names);
        grow(service, names, true, false, count + 5);

        Answer over = ask(service, names, limit, "SRV");

        assertThat(over.truncated()).isTrue();
        assertThat(over.answers()).hasSize(count);
        assertThat(over.additional()).isEmpty();
        service.remove();
    }

    private Service service(String names) {
        return switch (names) {
            case "short" -> dns.service("nginx").port("peer", 7000);
            case "typical" -> dns.service("orders-cache-headless", "production").port("redis", 6379);
            default -> dns.service("s".repeat(63), "n".repeat(63)).port("redis", 6379);
        };
    }

    private static void grow(Service service, String names, boolean v4, boolean v6, int count) {
        String set = switch (names) {
            case "short" -> "web";
            case "typical" -> "orders-cache";
            default -> "p".repeat(52);
        };
        for (int i = service.pods().size(); i < count; i++) {
            List<String> addresses = new ArrayList<>();
            if (v4) {
                addresses.add("10.1." + (i >> 8) + "." + (i & 0xff));
            }
            if (v6) {
                addresses.add("fd00::" + Integer.toHexString(i + 1));
            }
            service.pod(set + "-" + i, addresses.toArray(String[]::new));
        }
    }

    private Answer ask(Service service, String names, String limit, String type) {
        String prefix = type.equals("SRV") ? (names.equals("short") ? "_peer._tcp." : "_redis._tcp.") : "";
        String name = prefix + service.domain();
        return switch (limit) {
            case "tcp" -> dig.tcp(name, type);
            case "512" -> dig.udpWithoutEdns(name, type);
            default -> dig.udp(name, type);
        };
    }

    @Test
    void row29_sixteenPodsOverUdp_areAllNamedWithGlueCut() {
        Service service = service("short");
        grow(service, "short", true, false, 16);

        Answer answer = ask(service, "short", "1232", "SRV");

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.answers()).hasSize(16);
        assertThat(answer.additional()).hasSizeBetween(1, 15);
        assertThat(answer.size()).isLessThanOrEqualTo(1232);
    }

    @Test
    void row29_twentyOnePodsOverUdp_areCutToTwentyAndWholeOverTcp() {
        Service service = service("short");
        grow(service, "short", true, false, 21);

        Answer udp = ask(service, "short", "1232", "SRV");
        Answer tcp = ask(service, "short", "tcp", "SRV");

        assertThat(udp.truncated()).isTrue();
        assertThat(udp.answers()).hasSize(20);
        assertThat(tcp.truncated()).isFalse();
        assertThat(tcp.answers()).hasSize(21);
        assertThat(tcp.additional()).hasSize(21);
    }

    @Test
    void row30_eightPodsWithoutEdns_areCut() {
        Service service = service("short");
        grow(service, "short", true, false, 8);

        Answer answer = ask(service, "short", "512", "SRV");

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.size()).isLessThanOrEqualTo(512);
        assertThat(answer.message().getOPT()).isNull();
    }

    @Test
    void row31_816PodsOverTcp_are65457BytesAndOneMoreLosesOneGlue() {
        Service service = service("short");
        grow(service, "short", true, false, 816);
        Answer full = ask(service, "short", "tcp", "SRV");
        grow(service, "short", true, false, 817);
        Answer over = ask(service, "short", "tcp", "SRV");

        assertThat(full.truncated()).isFalse();
        assertThat(full.size()).isEqualTo(65_457);
        assertThat(over.truncated()).isTrue();
        assertThat(over.answers()).hasSize(817);
        assertThat(over.additional()).hasSize(816);
    }
}
