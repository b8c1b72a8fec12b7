// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static io.rollcall.discovery.testing.QueryFilter.any;
import static io.rollcall.discovery.testing.Transport.TCP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.testing.Dig.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** The ways in which records can be spoiled, and which queries they are spoiled for. */
class FaultTest {

    private static final String SVC = "nginx.default.svc.cluster.local.";
    private static final String SRV = "_peer._tcp." + SVC;

    private final HeadlessDns dns =
            HeadlessDns.builder().idleTimeout(Duration.ofMillis(200)).start();
    private final Dig dig = Dig.at(dns);
    private final Service nginx = dns.service("nginx").port("peer", 7000);

    @BeforeEach
    void threePods() {
        for (int i = 0; i < 3; i++) {
            nginx.pod("web-" + i, "10.1.0." + (i + 1));
        }
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void row46_notSynced_isServfailWithSoaForUnknownNamesOnly() {
        dns.inject(Fault.notSynced());

        Answer unknown = dig.udp("other.default.svc.cluster.local.", "A");

        assertThat(unknown.rcode()).isEqualTo("SERVFAIL");
        assertThat(unknown.authority()).singleElement().asString().contains(" SOA ");
        assertThat(dig.udp(SVC, "A").answers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "REFUSED", "NOTIMP", "FORMERR"})
    void row45_rcode_isAllThereIs(String rcode) {
        dns.inject(Fault.rcode(rcode));

        Answer answer = dig.udp(SVC, "A");

        assertThat(answer.rcode()).isEqualTo(rcode);
        assertThat(answer.answers()).isEmpty();
        assertThat(answer.authority()).isEmpty();
    }

    @Test
    void truncated_keepsSoManyAnswersOverTcpToo() {
        dns.inject(Fault.truncated(2));

        Answer answer = dig.tcp(SRV, "SRV");

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.answers()).hasSize(2);
        assertThat(answer.additional()).isEmpty();
    }

    @Test
    void row34_withoutGlue_hasNoAdditionalAndNoTc() {
        dns.inject(Fault.withoutGlue());

        Answer answer = dig.udp(SRV, "SRV");

        assertThat(answer.answers()).hasSize(3);
        assertThat(answer.additional()).isEmpty();
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void row35_limitedGlue_isCutWithoutTc() {
        dns.inject(Fault.glueLimitedTo(2));

        Answer answer = dig.tcp(SRV, "SRV");

        assertThat(answer.answers()).hasSize(3);
        assertThat(answer.additional()).hasSize(2);
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void row37_firstWithThenWithoutGlue_isACache() {
        dns.inject(Fault.withoutGlue(), any().type("SRV").after(1));

        assertThat(dig.udp(SRV, "SRV").additional()).hasSize(3);
        assertThat(dig.udp(SRV, "SRV").additional()).isEmpty();
    }

    @Test
    void row39_glue_canContradictTheAddress() {
        dns.inject(Fault.glue("web-0." + SVC + " 30 IN A 192.0.2.66"), any().type("SRV"));

        assertThat(dig.udp(SRV, "SRV").additional()).containsExactly("web-0." + SVC + " A 192.0.2.66");
        assertThat(dig.udp("web-0." + SVC, "A").data()).containsExactly("10.1.0.1");
    }

    @Test
    void row26_answer_canPointAnywhere() {
        dns.inject(Fault.answer(SRV + " 30 IN SRV 0 0 7000 x.example.org.", SRV + " 30 IN SRV 0 0 7000 web-0." + SVC));

        Answer answer = dig.udp(SRV, "SRV");

        assertThat(answer.data()).containsExactly("0 0 7000 x.example.org.", "0 0 7000 web-0." + SVC);
        assertThat(answer.additional()).isEmpty();
    }

    @Test
    void everySecondAnswerFromAnotherServer_areTwoReplicasThatDisagree() {
        try (HeadlessDns stale = HeadlessDns.start()) {
            stale.service("nginx").pod("web-0", "10.9.9.9");
            dns.inject(Fault.answerFrom(stale), any().every(2));

            List<Integer> sizes = IntStream.range(0, 6)
                    .mapToObj(i -> dig.udp(SVC, "A").answers().size())
                    .toList();

            assertThat(sizes).containsExactly(3, 1, 3, 1, 3, 1);
            assertThat(stale.queries().total()).isZero();
        }
    }

    @Test
    void row53_ttl_canDifferBetweenAnswerAndGlue() {
        dns.inject(Fault.ttl(Duration.ofSeconds(20)));
        dns.inject(Fault.glueTtl(Duration.ofSeconds(3)));

        Message answer = dig.udp(SRV, "SRV").message();

        assertThat(answer.getSection(Section.ANSWER)).extracting(Record::getTTL).containsOnly(20L);
        assertThat(answer.getSection(Section.ADDITIONAL).subList(0, 3))
                .extracting(Record::getTTL)
                .containsOnly(3L);
    }

    @Test
    void row54_ttlZero_isOnTheWire() {
        dns.inject(Fault.ttl(Duration.ZERO));

        assertThat(dig.udp(SVC, "A").message().getSection(Section.ANSWER))
                .extracting(Record::getTTL)
                .containsOnly(0L);
    }

    @Test
    void row50_soaTtlAndMinimum_canDiffer() {
        dns.inject(Fault.soa(Duration.ofSeconds(5), Duration.ofSeconds(30)));

        Answer answer = dig.udp("other.default.svc.cluster.local.", "A");

        assertThat(answer.message().getSection(Section.AUTHORITY).get(0).getTTL())
                .isEqualTo(5);
        assertThat(answer.authority()).singleElement().asString().endsWith(" 30");
    }

    @Test
    void row51_nxDomain_canLackItsSoa() {
        dns.inject(Fault.withoutSoa());

        Answer answer = dig.udp("other.default.svc.cluster.local.", "A");

        assertThat(answer.rcode()).isEqualTo("NXDOMAIN");
        assertThat(answer.authority()).isEmpty();
    }

    @Test
    void row30_serverWithoutEdns_isFormErrForItAndFineWithout() {
        dns.inject(Fault.noEdns());

        Answer answer = dig.udp(SVC, "A");

        assertThat(answer.rcode()).isEqualTo("FORMERR");
        assertThat(answer.size()).isEqualTo(12);
        assertThat(dig.udpWithoutEdns(SVC, "A").answers()).hasSize(3);
    }

    @Test
    void faults_combineInTheirOrder() {
        dns.inject(Fault.withoutGlue());
        dns.inject(Fault.truncated(1));
        dns.inject(Fault.wrongQuestion(), any().over(TCP));

        Answer udp = dig.udp(SRV, "SRV");
        Answer tcp = dig.tcp(SRV, "SRV");

        assertThat(udp.answers()).hasSize(1);
        assertThat(udp.truncated()).isTrue();
        assertThat(tcp.answers()).hasSize(1);
        assertThat(tcp.message().getQuestion().getName().toString()).startsWith("zpeer");
    }

    @Test
    void filter_selectsByNameTypeTransportTestAndNumber() {
        InjectedFault byName = dns.inject(Fault.rcode("REFUSED"), any().name("WEB-1." + SVC));
        InjectedFault byTest =
                dns.inject(Fault.rcode("SERVFAIL"), any().type("srv").over(TCP).where(query -> !query.edns()));
        InjectedFault byNumber =
                dns.inject(Fault.rcode("NOTIMP"), any().name(SVC).after(1).first(3));

        assertThat(dig.udp("web-1." + SVC, "A").rcode()).isEqualTo("REFUSED");
        assertThat(dig.udp("web-0." + SVC, "A").rcode()).isEqualTo("NOERROR");
        assertThat(dig.tcp(SRV, "SRV").rcode()).isEqualTo("NOERROR");
        assertThat(dig.tcp(Dig.query(SRV, "SRV", 0)).rcode()).isEqualTo("SERVFAIL");
        assertThat(IntStream.range(0, 4).mapToObj(i -> dig.udp(SVC, "A").rcode()))
                .containsExactly("NOERROR", "NOTIMP", "NOTIMP", "NOERROR");
        assertThat(List.of(byName.hits(), byTest.hits(), byNumber.hits())).containsExactly(1L, 1L, 2L);
    }

    @Test
    void clearedFaults_applyNoMore() {
        dns.inject(Fault.rcode("SERVFAIL"));
        dns.clearFaults();

        assertThat(dig.udp(SVC, "A").rcode()).isEqualTo("NOERROR");
    }

    @Test
    void namesAsked_areCounted() {
        dig.udp("WEB-1." + SVC, "A");
        dig.tcp("web-1." + SVC, "AAAA");
        dig.udp(SVC, "A");

        assertThat(dns.queries().names()).containsOnly(Map.entry("web-1." + SVC, 2L), Map.entry(SVC, 1L));
    }

    @Test
    void impossibleFaults_areRefusedWithTheirValue() {
        assertThatThrownBy(() -> Fault.rcode("BROKEN")).hasMessageContaining("\"BROKEN\"");
        assertThatThrownBy(() -> Fault.delay(Duration.ofMillis(-1))).hasMessageContaining("PT-0.001S");
        assertThatThrownBy(() -> Fault.closeAfter(-1)).hasMessageContaining("bytes -1");
        assertThatThrownBy(() -> Fault.ttl(Duration.ofMillis(1500))).hasMessageContaining("PT1.5S");
        assertThatThrownBy(() -> Fault.answer("no record")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> any().only(0)).hasMessageContaining("only(0)");
        assertThat(Fault.delay(Duration.ofSeconds(1))).hasToString("delay by PT1S");
    }
}
