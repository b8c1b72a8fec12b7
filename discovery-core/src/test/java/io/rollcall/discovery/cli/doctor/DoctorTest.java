// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.cli.Program;
import io.rollcall.discovery.identity.Sources;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.QueryFilter;
import io.rollcall.discovery.testing.Service;
import io.rollcall.discovery.testing.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each situation that a deployment gets into: the doctor finds it, says how bad it is, and names the fix. */
class DoctorTest {

    private static final Sources WEB_1 =
            Program.pod("web-1", "nginx", "default", Map.of("ROLLCALL_EXPECTED_PEERS", "3"));

    /** For what is silent for good. */
    private static final String IMPATIENT = "--try-timeout=500ms";

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(5)).start();
    private final HeadlessDns second =
            HeadlessDns.builder().ttl(Duration.ofSeconds(5)).start();
    private final Service service = dns.service("nginx");

    @AfterEach
    void close() {
        dns.close();
        second.close();
    }

    private static void listThree(Service service) {
        service.port("peer", 7000);
        for (int i = 0; i < 3; i++) {
            service.pod("web-" + i, "127.0.1." + (i + 1));
        }
    }

    private static Program.Run doctor(Sources sources, HeadlessDns[] servers, String... more) {
        List<String> args = new ArrayList<>(List.of("doctor", "--json", Program.nameserver(servers)));
        args.addAll(List.of(more));
        return Program.run(sources, args.toArray(String[]::new));
    }

    private Program.Run doctor(Sources sources, String... more) {
        return doctor(sources, new HeadlessDns[] {dns}, more);
    }

    private static void assertFound(Program.Run run, Code code, Severity severity, String fix) {
        List<JsonNode> findings = StreamSupport.stream(
                        run.json().get("findings").spliterator(), false)
                .filter(finding -> finding.get("code").asText().equals(code.name()))
                .toList();
        assertThat(findings).as(run.out() + run.err()).isNotEmpty();
        assertThat(findings.get(0).get("severity").asText()).isEqualTo(severity.name());
        assertThat(findings.get(0).get("fix").asText()).contains(fix);
        if (severity != Severity.NOTICE) {
            assertThat(run.code()).isEqualTo(severity == Severity.ERROR ? 7 : run.code());
            assertThat(run.code()).isIn(6, 7);
        }
    }

    private static List<String> codes(Program.Run run) {
        return run.json().get("findings").findValuesAsText("code");
    }

    @Test
    void everythingRight_nothingButANotice() {
        listThree(service);

        Program.Run run = doctor(WEB_1, "--port-name=peer");

        assertThat(run.code()).isZero();
        assertThat(codes(run)).containsExactly("NDOTS");
    }

    @Test
    void clusterIp() {
        listThree(service);
        service.clusterIp("10.96.0.7");

        assertFound(doctor(WEB_1), Code.CLUSTER_IP, Severity.ERROR, "clusterIP: None");
    }

    @Test
    void noPorts() {
        service.pod("web-0", "127.0.1.1");
        service.pod("web-1", "127.0.1.2");

        assertFound(doctor(WEB_1), Code.NO_PORTS, Severity.WARNING, "declare a named port");
    }

    @Test
    void wrongPortName() {
        listThree(service);

        assertFound(doctor(WEB_1, "--port-name=pear"), Code.WRONG_PORT_NAME, Severity.ERROR, "--port-name");
    }

    @Test
    void hostnamesMissing() {
        service.port("peer", 7000).podWithoutHostname("10.1.0.5");
        service.podWithoutHostname("10.1.0.6");

        Program.Run run = doctor(Program.NOWHERE, "--service=nginx");

        assertFound(run, Code.HOSTNAMES_MISSING, Severity.ERROR, "serviceName: nginx");
        assertThat(run.out()).contains("10-1-0-5");
    }

    @Test
    void ownPodNotReady_othersListed() {
        listThree(service);
        service.pod("web-1", "127.0.1.2").ready(false);

        assertFound(doctor(WEB_1), Code.NOT_READY_UNPUBLISHED, Severity.ERROR, "publishNotReadyAddresses: true");
    }

    @Test
    void nobodyReady() {
        listThree(service);
        service.pods().forEach(pod -> pod.ready(false));

        assertFound(doctor(WEB_1), Code.NOT_READY_UNPUBLISHED, Severity.ERROR, "publishNotReadyAddresses: true");
    }

    @Test
    void ownPodMissing() {
        listThree(service);

        Program.Run run = doctor(Program.NOWHERE, "--service=nginx", "--pod-name=web-7");

        assertFound(run, Code.OWN_POD_MISSING, Severity.ERROR, "selector");
    }

    @Test
    void wrongClusterDomain_theSearchListKnowsBetter() {
        try (HeadlessDns corp = HeadlessDns.builder().clusterDomain("k8s.corp").start()) {
            listThree(corp.service("nginx"));
            Sources pod = new Sources(
                    Map.of(),
                    Optional.empty(),
                    Optional.of("search default.svc.k8s.corp svc.k8s.corp k8s.corp\noptions ndots:5\n"),
                    Optional.of("default"),
                    Optional.empty());

            Program.Run run =
                    doctor(pod, new HeadlessDns[] {corp}, "--service=nginx", "--cluster-domain=cluster.local");

            assertFound(run, Code.WRONG_CLUSTER_DOMAIN, Severity.ERROR, "--cluster-domain k8s.corp");
        }
    }

    @Test
    void searchListOfANode() {
        listThree(service);
        Sources hostNetwork = new Sources(
                Map.of("POD_NAME", "web-1"),
                Optional.empty(),
                Optional.of("search corp.example\nnameserver 10.0.0.2\n"),
                Optional.empty(),
                Optional.empty());

        assertFound(
                doctor(hostNetwork, "--service=nginx"), Code.SEARCH_LIST, Severity.WARNING, "ClusterFirstWithHostNet");
    }

    @Test
    void ndotsTooFew() {
        listThree(service);
        Sources pod = new Sources(
                Map.of("POD_NAME", "web-1"),
                Optional.empty(),
                Optional.of("search default.svc.cluster.local svc.cluster.local\noptions ndots:1\n"),
                Optional.empty(),
                Optional.empty());

        assertFound(doctor(pod, "--service=nginx"), Code.SEARCH_LIST, Severity.WARNING, "ndots to 5");
    }

    @Test
    void firstNameserverDead() {
        listThree(service);
        second.inject(Fault.drop());

        Program.Run run = doctor(WEB_1, new HeadlessDns[] {second, dns}, IMPATIENT);

        assertFound(run, Code.NAMESERVER_DEAD, Severity.WARNING, "remove it");
        assertThat(run.out()).contains("nameserver 1 of 2", "TIMEOUT");
    }

    @Test
    void noNameserverAnswers() {
        dns.inject(Fault.rcode("SERVFAIL"));

        assertFound(doctor(WEB_1), Code.NO_ANSWER, Severity.ERROR, "port 53");
    }

    @Test
    void tcpBlocked() {
        listThree(service);
        dns.inject(Fault.drop(), QueryFilter.any().over(Transport.TCP));

        assertFound(doctor(WEB_1, IMPATIENT), Code.TCP_BLOCKED, Severity.WARNING, "allow TCP port 53");
    }

    @Test
    void tcpBlockedAndNeeded() {
        listThree(service);
        dns.inject(Fault.truncated(1), QueryFilter.any().type("SRV").over(Transport.UDP));
        dns.inject(Fault.drop(), QueryFilter.any().over(Transport.TCP));

        assertFound(doctor(WEB_1, IMPATIENT), Code.TCP_BLOCKED, Severity.ERROR, "allow TCP port 53");
    }

    @Test
    void udpBlocked() {
        listThree(service);
        dns.inject(Fault.drop(), QueryFilter.any().over(Transport.UDP));

        assertFound(doctor(WEB_1, IMPATIENT), Code.UDP_BLOCKED, Severity.ERROR, "allow UDP port 53");
    }

    @Test
    void oneLostDatagram_isNoFinding() {
        listThree(service);
        dns.inject(
                Fault.drop(), QueryFilter.any().type("SRV").over(Transport.UDP).first(1));

        assertThat(codes(doctor(WEB_1, IMPATIENT))).containsExactly("NDOTS");
    }

    @Test
    void truncatedOverTcpToo() {
        listThree(service);
        dns.inject(Fault.truncated(2), QueryFilter.any().type("SRV"));

        assertFound(doctor(WEB_1), Code.TRUNCATED, Severity.ERROR, "--stateful-set");
    }

    @Test
    void truncatedOverUdpOnly_worthKnowing() {
        listThree(service);
        dns.inject(Fault.truncated(2), QueryFilter.any().type("SRV").over(Transport.UDP));

        Program.Run run = doctor(WEB_1);

        assertFound(run, Code.TRUNCATED, Severity.NOTICE, "nothing for rollcall");
        assertThat(run.code()).isZero();
    }

    @Test
    void twoServersDisagree() {
        listThree(service);
        listThree(second.service("nginx"));
        second.service("nginx").removePod("web-2");

        Program.Run run = doctor(WEB_1, new HeadlessDns[] {dns, second});

        assertFound(run, Code.SERVERS_DISAGREE, Severity.WARNING, "wait one TTL");
    }

    @Test
    void twoReplicasBehindOneServerDisagree() {
        listThree(service);
        listThree(second.service("nginx"));
        second.service("nginx").removePod("web-2");
        dns.inject(Fault.answerFrom(second), QueryFilter.any().type("SRV").every(2));

        assertFound(doctor(WEB_1), Code.SERVERS_DISAGREE, Severity.WARNING, "replica");
    }

    @Test
    void ordinalGap_andTheMissingPodIsNotAskedFor() {
        listThree(service);
        service.removePod("web-1");

        Program.Run run = doctor(Program.NOWHERE, "--service=nginx", "--expect=4");

        assertFound(run, Code.ORDINAL_GAP, Severity.WARNING, "kubectl describe pod");
        assertFound(run, Code.PEERS_MISSING, Severity.WARNING, "Parallel");
        assertThat(dns.queries().names().keySet()).noneMatch(name -> name.contains("web-1") || name.contains("web-3"));
    }

    @Test
    void negativeCachePoisoned() {
        listThree(service);
        dns.inject(Fault.rcode("NXDOMAIN"), QueryFilter.any().type("A").name("web-2." + service.domain()));

        Program.Run run = doctor(WEB_1);

        assertFound(run, Code.NEGATIVE_CACHED, Severity.WARNING, "wait that long");
        assertThat(run.out()).contains("web-2");
    }

    @Test
    void alias() {
        dns.service("nginx").externalName("web.example.org");

        assertFound(doctor(WEB_1), Code.EXTERNAL_NAME, Severity.ERROR, "headless service itself");
    }

    @Test
    void unknownService() {
        assertFound(doctor(Program.NOWHERE, "--service=typo"), Code.SERVICE_ABSENT, Severity.ERROR, "check the names");
    }

    @Test
    void moreThanExpected() {
        listThree(service);

        assertFound(
                doctor(Program.NOWHERE, "--service=nginx", "--expect=2"), Code.OVERSIZE, Severity.WARNING, "--expect");
    }

    @Test
    void noResolvConf() {
        Observation seen = new Observation(
                HeadlessService.named("nginx").build(), false, "assumed", false, Optional.empty(), true, List.of());

        assertThat(Diagnosis.of(seen)).extracting(Finding::code).contains(Code.NO_RESOLV_CONF, Code.NO_ANSWER);
    }

    @Test
    void report_forPeople_hasServersServiceAndFixes() {
        listThree(service);

        Program.Run run = Program.run(WEB_1, "doctor", Program.nameserver(dns), "--port-name=pear");

        assertThat(run.out())
                .contains("this is web-1", "search list     default.svc.cluster.local", "ndots           5")
                .contains("SRV over UDP    ANSWER, 3 records, 3 glue", "own pod         listed")
                .contains("ERROR    the service has no TCP port named \"pear\"", "         fix: correct --port-name");
    }
}
