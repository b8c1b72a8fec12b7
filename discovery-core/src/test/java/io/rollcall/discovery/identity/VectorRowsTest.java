// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the test-vector table (facts/dns.md, section 7) that are about who this process is. */
class VectorRowsTest {

    @Test
    void row63_resolvConfOfThreeServersTabsAndComments_tellsTheClusterDomainOfItsSvcEntry() {
        assertThat(clusterDomain("""
                ; generated
                # by hand
                nameserver\t10.96.0.10
                nameserver fd00:10:96::a
                nameserver 10.96.0.11   # third
                \tsearch\tdefault.svc.K8S.corp.example\t svc.k8s.CORP.example. k8s.corp.example ; and no more
                options ndots:5
                """)).contains("k8s.corp.example");
    }

    @Test
    void row63_twoSearchLines_theLastCounts() {
        assertThat(clusterDomain("search svc.one.example\nsearch svc.two.example\n"))
                .contains("two.example");
    }

    @Test
    void row63_domainAfterSearch_replacesIt() {
        assertThat(clusterDomain("search svc.one.example\ndomain corp.example\n"))
                .isEmpty();
        assertThat(clusterDomain("domain corp.example\nsearch svc.one.example\n"))
                .contains("one.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nameserver 10.96.0.10\n",
                "search\n",
                "search .\n",
                "search corp.example\n",
                "search svc.\n",
                "search svc\n",
                "searches svc.one.example\n",
                "# search svc.one.example\n",
                "; search svc.one.example\n"
            })
    void row63_noSvcEntry_tellsNoClusterDomain(String resolvConf) {
        assertThat(clusterDomain(resolvConf)).isEmpty();
    }

    @Test
    void row64_shortServiceName_becomesOneAbsoluteNameInsteadOfASearch() {
        Identity identity = Given.web2()
                .with("ROLLCALL_SERVICE", "nginx")
                .with("ROLLCALL_NAMESPACE", "shop")
                .identity();

        assertThat(identity.service().domain()).isEqualTo("nginx.shop.svc.cluster.local.");
    }

    @Test
    void row65_clusterDomainIsReadAndNeverAssumed() {
        Identity identity =
                Given.pod("web-2", "nginx", "default", "k8s.corp.example").identity();

        assertThat(identity.clusterDomain()).contains("k8s.corp.example");
        assertThat(identity.service().domain()).isEqualTo("nginx.default.svc.k8s.corp.example.");
        assertThat(Given.podNamedWeb2()
                        .with("ROLLCALL_SERVICE", "nginx")
                        .with("ROLLCALL_NAMESPACE", "default")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("no source says the cluster domain: ");
    }

    @Test
    void row67_hostnameThatIsAFullName_agreesWithThePodName() {
        Identity identity = Given.web2()
                .with("HOSTNAME", "web-2.nginx.default.svc.cluster.local")
                .hostnameFile("web-2.nginx.default.svc.cluster.local\n")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.overruled()).isEmpty();
    }

    @Test
    void row67_hostnameThatIsAFullName_tellsTheServiceOfAPodKnownByName() {
        Identity identity = Given.podNamedWeb2()
                .with("HOSTNAME", "web-2.nginx.default.svc.cluster.local")
                .identity();

        assertThat(identity.service().domain()).isEqualTo("nginx.default.svc.cluster.local.");
        assertThat(Given.podNamedWeb2()
                        .with("HOSTNAME", "web-3.nginx.default.svc.cluster.local")
                        .problems())
                .as("of another pod it tells nothing")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-2", "web-2.nginx.default.svc.cluster.local", "ip-10-0-0-5", "node-7", "not_a_label"})
    void row67_hostnameAlone_isNotTrusted(String hostname) {
        assertThat(Given.threeOfConsul()
                        .with("HOSTNAME", hostname)
                        .hostnameFile(hostname)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("no source says the pod name: ");
    }

    @Test
    void row67_hostnameAlone_isShownInTheError() {
        assertThat(Given.threeOfConsul().with("HOSTNAME", "web-2").problems())
                .singleElement()
                .asString()
                .endsWith(" (environment variable HOSTNAME says pod name \"web-2\", which alone is not trusted: on the"
                        + " host network or with hostnameOverride it is not the pod's name)");
    }

    @Test
    void row67_hostnameWithThePodIndexButWithoutASet_isNotTrusted() {
        assertThat(Given.threeOfConsul()
                        .with("HOSTNAME", "ip-10-0-0-5")
                        .with("POD_INDEX", "5")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("no source says the StatefulSet: set ROLLCALL_STATEFULSET beside the ordinal");
    }

    @Test
    void row67_hostnameOfAnotherSetThanTheConfigured_isNotTrusted() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_STATEFULSET", "web")
                        .with("HOSTNAME", "node-7")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("no source says the pod name: ")
                .contains("HOSTNAME says pod name \"node-7\", which alone is not trusted");
    }

    @Test
    void row67_hostnameOverrideUnlikeThePodName_changesNothing() {
        // A pod with an override gets one name in its hosts file and no domain (KEP-4762).
        Identity identity = Given.web2()
                .with("POD_NAME", "web-2")
                .with("ROLLCALL_SERVICE", "nginx")
                .with("HOSTNAME", "db-9.corp.example")
                .hostnameFile("db-9.corp.example\n")
                .hosts(Given.POD_HEADER + "10.1.0.7\tdb-9.corp.example\n")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.service().domain()).isEqualTo("nginx.default.svc.cluster.local.");
    }

    @Test
    void row68_ownPodThatNoServerListsYet_isKnownWithoutDns() {
        assertThat(Given.web2().identity().service().self()).contains(new PeerId("web", 2));
    }

    private static Optional<String> clusterDomain(String resolvConf) {
        return SearchList.findings(resolvConf).stream()
                .filter(finding -> finding.field() == Field.CLUSTER_DOMAIN)
                .map(Finding::value)
                .map(value -> Syntax.canonical(Field.CLUSTER_DOMAIN, value))
                .findFirst();
    }
}
