// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.PeerId;
import org.junit.jupiter.api.Test;

/** Each source alone, beside the least that it cannot tell. */
class SingleSourceTest {

    @Test
    void kubeletsHostsLine_tellsPodServiceNamespaceAndClusterDomain() {
        Identity identity = Given.nothing()
                .with("ROLLCALL_EXPECTED_PEERS", "3")
                .hosts(Given.POD_HEADER + "10.1.0.7\tweb-2.nginx.default.svc.cluster.local\tweb-2\n")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.podName()).contains("web-2");
        assertThat(identity.serviceName()).contains("nginx");
        assertThat(identity.namespace()).contains("default");
        assertThat(identity.clusterDomain()).contains("cluster.local");
        assertThat(identity.service().domain()).isEqualTo("nginx.default.svc.cluster.local.");
        assertThat(identity.service().expectedPeers()).isEqualTo(3);
        assertThat(identity.report())
                .filteredOn(finding -> finding.field() != Field.EXPECTED_PEERS)
                .hasSize(6)
                .allSatisfy(finding -> assertThat(finding.source())
                        .isEqualTo(new Source(Source.Kind.HOSTS_FILE, "/etc/hosts line 5")));
    }

    @Test
    void explicitVariables_tellEverything() {
        Identity identity = Given.nothing()
                .with("ROLLCALL_POD_NAME", "orders-7")
                .with("ROLLCALL_STATEFULSET", "orders")
                .with("ROLLCALL_ORDINAL", "7")
                .with("ROLLCALL_SERVICE", "peers")
                .with("ROLLCALL_NAMESPACE", "shop")
                .with("ROLLCALL_CLUSTER_DOMAIN", "k8s.corp.example.")
                .with("ROLLCALL_EXPECTED_PEERS", "5")
                .with("ROLLCALL_FIRST_ORDINAL", "5")
                .with("ROLLCALL_PORT_NAME", "peer")
                .with("ROLLCALL_DEFAULT_PORT", "7000")
                .identity();

        assertThat(identity.self()).contains(new PeerId("orders", 7));
        assertThat(identity.service().domain()).isEqualTo("peers.shop.svc.k8s.corp.example.");
        assertThat(identity.service().statefulSet()).contains("orders");
        assertThat(identity.service().expectedPeers()).isEqualTo(5);
        assertThat(identity.service().firstOrdinal()).isEqualTo(5);
        assertThat(identity.service().portName()).contains("peer");
        assertThat(identity.service().defaultPort()).hasValue(7000);
        assertThat(identity.overruled()).isEmpty();
    }

    @Test
    void builder_tellsEverything() {
        Identity identity = Identity.builder()
                .statefulSet("orders")
                .ordinal(7)
                .service("peers")
                .namespace("shop")
                .clusterDomain("k8s.corp.example")
                .expectedPeers(5)
                .firstOrdinal(5)
                .portName("peer")
                .defaultPort(7000)
                .identify(Given.nothing().sources())
                .orElseThrow();

        assertThat(identity.self()).contains(new PeerId("orders", 7));
        assertThat(identity.service().domain()).isEqualTo("peers.shop.svc.k8s.corp.example.");
        assertThat(identity.service().firstOrdinal()).isEqualTo(5);
        assertThat(identity.service().portName()).contains("peer");
        assertThat(identity.service().defaultPort()).hasValue(7000);
        assertThat(identity.report())
                .extracting(Finding::source)
                .allMatch(source -> source.kind() == Source.Kind.SETTING);
    }

    @Test
    void podNameVariable_tellsSetAndOrdinal() {
        Identity identity = Given.threeOfConsul().with("POD_NAME", "web-2").identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.service().statefulSet())
                .as("only a configured set filters")
                .isEmpty();
    }

    @Test
    void podIndexVariable_tellsTheOrdinalOfTheConfiguredSet() {
        Identity identity = Given.threeOfConsul()
                .with("ROLLCALL_STATEFULSET", "web")
                .with("POD_INDEX", "2")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.podName()).contains("web-2");
        assertThat(identity.service().statefulSet()).contains("web");
    }

    @Test
    void downwardApiVariables_mayHaveOtherNames() {
        Identity identity = Identity.builder()
                .podNameVariable("MY_POD")
                .podNamespaceVariable("MY_NAMESPACE")
                .podIndexVariable("NOMAD_ALLOC_INDEX")
                .service("nginx")
                .clusterDomain("cluster.local")
                .identify(Given.nothing()
                        .with("ROLLCALL_EXPECTED_PEERS", "3")
                        .with("MY_POD", "web-2")
                        .with("MY_NAMESPACE", "shop")
                        .with("NOMAD_ALLOC_INDEX", "2")
                        .with("POD_NAME", "other-9")
                        .sources())
                .orElseThrow();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.namespace()).contains("shop");
    }

    @Test
    void namespaceFileAndSearchList_tellNamespaceAndClusterDomain() {
        Identity identity = Given.podNamedWeb2()
                .with("ROLLCALL_SERVICE", "nginx")
                .namespaceFile("shop\n")
                .resolvConf("search svc.k8s.corp.example\n")
                .identity();

        assertThat(identity.service().domain()).isEqualTo("nginx.shop.svc.k8s.corp.example.");
    }

    @Test
    void searchListAlone_tellsNamespaceToo() {
        Identity identity = Given.podNamedWeb2()
                .with("ROLLCALL_SERVICE", "nginx")
                .resolvConf("search shop.svc.cluster.local svc.cluster.local cluster.local corp.example\n")
                .identity();

        assertThat(identity.namespace()).contains("shop");
        assertThat(identity.clusterDomain()).contains("cluster.local");
    }

    @Test
    void hostname_tellsTheOrdinalOfTheConfiguredSet() {
        Identity identity = Given.threeOfConsul()
                .with("ROLLCALL_STATEFULSET", "web")
                .with("HOSTNAME", "WEB-2.corp.example")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
    }

    @Test
    void hostnameFile_doesWithoutTheVariable() {
        Identity identity = Given.threeOfConsul()
                .with("ROLLCALL_STATEFULSET", "web")
                .hostnameFile("web-2\n")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
    }

    @Test
    void nothingAtAll_namesEveryMissingPartAndThreeWaysToGiveIt() {
        assertThat(Given.nothing().problems())
                .hasSize(5)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("no source says the pod name: ")
                        .contains("the variable POD_NAME", "ROLLCALL_POD_NAME", "/etc/hosts", "ROLLCALL_MEMBER=false"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("no source says the service: ")
                        .contains("ROLLCALL_SERVICE", "serviceName", "ROLLCALL_DOMAIN"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("no source says the namespace: ")
                        .contains("POD_NAMESPACE", "ROLLCALL_NAMESPACE", "ROLLCALL_DOMAIN"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("no source says the cluster domain: ")
                        .contains("ROLLCALL_CLUSTER_DOMAIN", "ClusterFirst", "ROLLCALL_DOMAIN"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("no source says the number of expected peers: ")
                        .contains("ROLLCALL_EXPECTED_PEERS", "expectedPeers"));
    }

    @Test
    void exceptionForWhatIsMissing_listsIt() {
        assertThatThrownBy(() -> Given.podNamedWeb2()
                        .with("ROLLCALL_SERVICE", "nginx")
                        .with("ROLLCALL_CLUSTER_DOMAIN", "cluster.local")
                        .identity())
                .isInstanceOfSatisfying(
                        IdentityException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        Problem.Missing.class,
                                        missing -> assertThat(missing.field()).isEqualTo(Field.NAMESPACE)))
                .hasMessageStartingWith("cannot tell which pod this is and who its peers are: no source says the"
                        + " namespace: fill the variable POD_NAMESPACE");
    }

    @Test
    void read_looksAtThisProcess() {
        Identity identity = Identity.builder()
                .podName("web-2")
                .domain("web.service.consul")
                .expectedPeers(3)
                .read();

        assertThat(identity).hasToString("web-2 of web.service.consul., 3 expected");
    }
}
