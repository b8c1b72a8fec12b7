// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerId;
import org.junit.jupiter.api.Test;

class OutsideKubernetesTest {

    @Test
    void consul_completeDomainAndPodName() {
        Identity identity =
                Given.threeOfConsul().with("ROLLCALL_POD_NAME", "web-2").identity();

        assertThat(identity.service().domain()).isEqualTo("web.service.consul.");
        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.serviceName()).isEmpty();
        assertThat(identity.namespace()).isEmpty();
        assertThat(identity.clusterDomain()).isEmpty();
    }

    @Test
    void compose_domainOfOneLabelAndHostnameOfTheSet() {
        Identity identity = Given.nothing()
                .with("ROLLCALL_DOMAIN", "web")
                .with("ROLLCALL_STATEFULSET", "web")
                .with("ROLLCALL_EXPECTED_PEERS", "3")
                .with("HOSTNAME", "web-2")
                .hosts("127.0.0.1\tlocalhost\n172.18.0.3\tweb-2\n")
                .resolvConf("nameserver 127.0.0.11\noptions ndots:0\n")
                .hostnameFile("web-2\n")
                .identity();

        assertThat(identity.service().domain()).isEqualTo("web.");
        assertThat(identity.self()).contains(new PeerId("web", 2));
    }

    @Test
    void nomad_allocationIndex() {
        Identity identity = Identity.builder()
                .domain("web.service.nomad.")
                .statefulSet("web")
                .podIndexVariable("NOMAD_ALLOC_INDEX")
                .expectedPeers(3)
                .identify(Given.nothing().with("NOMAD_ALLOC_INDEX", "2").sources())
                .orElseThrow();

        assertThat(identity.service().domain()).isEqualTo("web.service.nomad.");
        assertThat(identity.self()).contains(new PeerId("web", 2));
    }

    @Test
    void completeDomainOfAKubernetesService_tellsItsParts() {
        Identity identity = Given.web2()
                .with("ROLLCALL_DOMAIN", "Peers.shop.svc.k8s.corp.example.")
                .with("ROLLCALL_SERVICE", "peers")
                .identity();

        assertThat(identity.service().domain()).isEqualTo("peers.shop.svc.k8s.corp.example.");
        assertThat(identity.serviceName()).contains("peers");
        assertThat(identity.namespace()).contains("shop");
        assertThat(identity.clusterDomain()).contains("k8s.corp.example");
    }

    @Test
    void ordinalWithoutASet_asksForTheSet() {
        assertThat(Given.threeOfConsul().with("ROLLCALL_ORDINAL", "2").problems())
                .singleElement()
                .asString()
                .startsWith("no source says the StatefulSet: set ROLLCALL_STATEFULSET beside the ordinal; or ");
    }
}
