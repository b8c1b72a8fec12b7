// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerId;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

    @Test
    void builder_winsOverItsVariableAndSaysSo() {
        Identity identity = Identity.builder()
                .service("peers")
                .expectedPeers(7)
                .identify(Given.web2().with("ROLLCALL_SERVICE", "other").sources())
                .orElseThrow();

        assertThat(identity.serviceName()).contains("peers");
        assertThat(identity.service().expectedPeers()).isEqualTo(7);
        assertThat(identity.overruled())
                .extracting(Finding::toString)
                .containsExactly(
                        "environment variable ROLLCALL_SERVICE says service \"other\"",
                        "environment variable ROLLCALL_EXPECTED_PEERS says number of expected peers \"3\"",
                        "/etc/hosts line 5 says service \"nginx\"");
    }

    @Test
    void builder_hidesAnInvalidVariable() {
        Identification result = Identity.builder()
                .expectedPeers(7)
                .identify(Given.web2().with("ROLLCALL_EXPECTED_PEERS", "many").sources());

        assertThat(result.orElseThrow().service().expectedPeers()).isEqualTo(7);
    }

    @Test
    void explicitPodName_winsOverEverySourceOfThePodName() {
        Identity identity = Given.web2()
                .with("ROLLCALL_POD_NAME", "api-5")
                .with("POD_NAME", "web-2")
                .with("POD_INDEX", "2")
                .identity();

        assertThat(identity.self()).contains(new PeerId("api", 5));
        assertThat(identity.overruled())
                .extracting(finding -> finding.source().name())
                .containsExactly(
                        "environment variable POD_NAME",
                        "environment variable POD_INDEX",
                        "/etc/hosts line 5",
                        "environment variable HOSTNAME",
                        "/etc/hostname");
    }

    @Test
    void explicitSetAndOrdinalTogether_winLikeAPodName() {
        Identity identity = Given.web2()
                .with("ROLLCALL_STATEFULSET", "api")
                .with("ROLLCALL_ORDINAL", "5")
                .with("POD_NAME", "web-2")
                .identity();

        assertThat(identity.podName()).contains("api-5");
    }

    @Test
    void loneExplicitPart_isFineWhereItFitsThePodName() {
        Identity identity = Given.web2()
                .with("ROLLCALL_ORDINAL", "02")
                .with("ROLLCALL_STATEFULSET", "Web")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(Given.web2().with("ROLLCALL_ORDINAL", "2").identity().self()).contains(new PeerId("web", 2));
    }

    @Test
    void explicitNamespaceAndClusterDomain_winOverFacts() {
        Identity identity = Given.web2()
                .with("ROLLCALL_NAMESPACE", "shop")
                .with("POD_NAMESPACE", "default")
                .with("ROLLCALL_CLUSTER_DOMAIN", "k8s.corp.example")
                .identity();

        assertThat(identity.service().domain()).isEqualTo("nginx.shop.svc.k8s.corp.example.");
        assertThat(identity.overruled()).hasSize(6);
    }

    @Test
    void hostname_neverContradictsWhatIsStronger() {
        Identity identity =
                Given.web2().with("HOSTNAME", "node-7").hostnameFile("node-8").identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.overruled())
                .extracting(Finding::toString)
                .containsExactly(
                        "environment variable HOSTNAME says pod name \"node-7\"",
                        "/etc/hostname says pod name \"node-8\"");
    }

    @Test
    void searchListsNamespace_neverContradictsWhatIsStronger() {
        Identity identity = Given.web2()
                .resolvConf("search tools.svc.cluster.local svc.cluster.local\n")
                .identity();

        assertThat(identity.namespace()).contains("default");
    }

    @Test
    void searchListWithSeveralClusterDomains_agreesIfOneIsTheHostsFiles() {
        Identity identity = Given.web2()
                .resolvConf("search svc.clusterset.local default.svc.cluster.local svc.cluster.local\n")
                .identity();

        assertThat(identity.clusterDomain()).contains("cluster.local");
    }

    @Test
    void blankDownwardApiVariable_countsAsAbsent() {
        Identity identity =
                Given.web2().with("POD_INDEX", "").with("POD_NAMESPACE", " ").identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.overruled()).isEmpty();
    }

    @Test
    void ownOrdinal_mayBeTheFirst() {
        assertThat(Given.web2()
                        .with("ROLLCALL_FIRST_ORDINAL", "2")
                        .identity()
                        .service()
                        .firstOrdinal())
                .isEqualTo(2);
    }

    @Test
    void report_listsEachFieldOnceInOrder() {
        assertThat(Given.web2().with("ROLLCALL_PORT_NAME", "peer").identity().report())
                .extracting(Finding::toString)
                .containsExactly(
                        "/etc/hosts line 5 says pod name \"web-2\"",
                        "/etc/hosts line 5 says StatefulSet \"web\"",
                        "/etc/hosts line 5 says ordinal \"2\"",
                        "/etc/hosts line 5 says service \"nginx\"",
                        "/etc/hosts line 5 says namespace \"default\"",
                        "/etc/hosts line 5 says cluster domain \"cluster.local\"",
                        "environment variable ROLLCALL_EXPECTED_PEERS says number of expected peers \"3\"",
                        "environment variable ROLLCALL_PORT_NAME says port name \"peer\"");
    }

    @Test
    void identity_readsAsASentence() {
        assertThat(Given.web2().identity()).hasToString("web-2 of nginx.default.svc.cluster.local., 3 expected");
    }
}
