// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Contradictions: each names both sources and both values. */
class ConflictTest {

    @Test
    void podNameAndPodIndex() {
        assertThat(Given.threeOfConsul()
                        .with("POD_NAME", "web-1")
                        .with("POD_INDEX", "2")
                        .problems())
                .containsExactly("environment variable POD_NAME says pod name \"web-1\" but environment variable"
                        + " POD_INDEX says ordinal \"2\"; correct one of them, or set ROLLCALL_POD_NAME, which wins"
                        + " over both");
    }

    @Test
    void podNameAndHostsFile() {
        assertThat(Given.web2().with("POD_NAME", "web-1").problems())
                .containsExactly("environment variable POD_NAME says pod name \"web-1\" but /etc/hosts line 5 says"
                        + " pod name \"web-2\"; correct one of them, or set ROLLCALL_POD_NAME, which wins over both");
    }

    @Test
    void hostsFileAndPodIndex() {
        assertThat(Given.web2().with("POD_INDEX", "1").problems())
                .singleElement()
                .asString()
                .startsWith("/etc/hosts line 5 says pod name \"web-2\" but environment variable POD_INDEX says ordinal"
                        + " \"1\"");
    }

    @Test
    void explicitPodNameAndExplicitOrdinal() {
        assertThat(Given.web2()
                        .with("ROLLCALL_POD_NAME", "web-2")
                        .with("ROLLCALL_ORDINAL", "3")
                        .problems())
                .containsExactly("environment variable ROLLCALL_POD_NAME says pod name \"web-2\" but environment"
                        + " variable ROLLCALL_ORDINAL says ordinal \"3\"; correct one of them");
    }

    @Test
    void explicitPodNameAndExplicitSet() {
        assertThat(Given.web2()
                        .with("ROLLCALL_POD_NAME", "web-2")
                        .with("ROLLCALL_STATEFULSET", "api")
                        .problems())
                .containsExactly("environment variable ROLLCALL_POD_NAME says pod name \"web-2\" but environment"
                        + " variable ROLLCALL_STATEFULSET says StatefulSet \"api\"; correct one of them");
    }

    @Test
    void loneExplicitOrdinalAndPodName_doNotMakeAThirdName() {
        assertThat(Given.threeOfConsul()
                        .with("POD_NAME", "web-2")
                        .with("ROLLCALL_ORDINAL", "3")
                        .problems())
                .containsExactly("environment variable POD_NAME says pod name \"web-2\" but environment variable"
                        + " ROLLCALL_ORDINAL says ordinal \"3\"; correct one of them, or set ROLLCALL_POD_NAME, which"
                        + " wins over both");
    }

    @Test
    void loneExplicitSetAndHostsFile_doNotMakeAThirdName() {
        assertThat(Given.web2().with("ROLLCALL_STATEFULSET", "api").problems())
                .singleElement()
                .asString()
                .startsWith("/etc/hosts line 5 says pod name \"web-2\" but environment variable ROLLCALL_STATEFULSET"
                        + " says StatefulSet \"api\"");
    }

    @Test
    void loneExplicitOrdinalAndPodIndex() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_ORDINAL", "3")
                        .with("POD_INDEX", "2")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("environment variable ROLLCALL_ORDINAL says ordinal \"3\" but environment variable"
                        + " POD_INDEX says ordinal \"2\"");
    }

    @Test
    void hostnamesOfTheConfiguredSetThatDiffer() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_STATEFULSET", "web")
                        .with("HOSTNAME", "web-1")
                        .hostnameFile("web-2\n")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("environment variable HOSTNAME says pod name \"web-1\" but /etc/hostname says pod name"
                        + " \"web-2\"");
    }

    @Test
    void namespaceVariableAndHostsFileAndNamespaceFile() {
        assertThat(Given.web2()
                        .with("POD_NAMESPACE", "shop")
                        .namespaceFile("tools")
                        .problems())
                .containsExactly(
                        "environment variable POD_NAMESPACE says namespace \"shop\" but /etc/hosts line 5 says"
                                + " namespace \"default\"; correct one of them, or set ROLLCALL_NAMESPACE, which wins"
                                + " over both",
                        "environment variable POD_NAMESPACE says namespace \"shop\" but the namespace file of the"
                                + " service account says namespace \"tools\"; correct one of them, or set"
                                + " ROLLCALL_NAMESPACE, which wins over both");
    }

    @Test
    void clusterDomainOfHostsFileAndSearchList() {
        assertThat(Given.web2().resolvConf("search svc.k8s.corp.example\n").problems())
                .singleElement()
                .asString()
                .startsWith("/etc/hosts line 5 says cluster domain \"cluster.local\" but the search list of"
                        + " /etc/resolv.conf says cluster domain \"k8s.corp.example\"");
    }

    @Test
    void searchListWithTwoClusterDomainsAndNothingStronger() {
        assertThat(Given.podNamedWeb2()
                        .with("ROLLCALL_SERVICE", "nginx")
                        .with("ROLLCALL_NAMESPACE", "shop")
                        .resolvConf("search svc.one.example svc.two.example\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("\"one.example\" but", "\"two.example\"");
    }

    @Test
    void searchListWithTwoNamespacesAndNothingStronger() {
        assertThat(Given.podNamedWeb2()
                        .with("ROLLCALL_SERVICE", "nginx")
                        .resolvConf("search a.svc.cluster.local b.svc.cluster.local svc.cluster.local\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("namespace \"a\" but", "namespace \"b\"");
    }

    @Test
    void hostsLinesOfDifferentPods() {
        assertThat(Given.web2()
                        .hosts(Given.POD_HEADER + "10.1.0.7\tweb-2.nginx.default.svc.cluster.local\tweb-2\n"
                                + "fd00::7\tweb-3.nginx.default.svc.cluster.local\tweb-3\n")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("/etc/hosts line 5 says pod name \"web-2\" but /etc/hosts line 6 says pod name \"web-3\"");
    }

    @Test
    void completeDomainAndAPartOfAnother() {
        assertThat(Given.web2()
                        .with("ROLLCALL_DOMAIN", "nginx.default.svc.cluster.local")
                        .with("ROLLCALL_NAMESPACE", "shop")
                        .problems())
                .containsExactly("environment variable ROLLCALL_DOMAIN says domain"
                        + " \"nginx.default.svc.cluster.local\" but environment variable ROLLCALL_NAMESPACE says"
                        + " namespace \"shop\"; correct one of them");
    }

    @Test
    void completeDomainOutsideOfKubernetesAndAnyPart() {
        assertThat(Given.threeOfConsul()
                        .with("POD_NAME", "web-2")
                        .with("ROLLCALL_SERVICE", "web")
                        .problems())
                .singleElement()
                .asString()
                .contains("domain \"web.service.consul\" but", "ROLLCALL_SERVICE says service \"web\"");
    }

    @Test
    void observerWithAPodName() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_MEMBER", "false")
                        .with("ROLLCALL_POD_NAME", "web-2")
                        .problems())
                .containsExactly("environment variable ROLLCALL_MEMBER says membership \"false\" but environment"
                        + " variable ROLLCALL_POD_NAME says pod name \"web-2\"; correct one of them");
    }

    @Test
    void ownOrdinalBelowTheFirst() {
        assertThat(Given.web2().with("ROLLCALL_FIRST_ORDINAL", "3").problems())
                .containsExactly("environment variable ROLLCALL_FIRST_ORDINAL says first ordinal \"3\" but /etc/hosts"
                        + " line 5 says ordinal \"2\"; correct one of them");
    }

    @Test
    void firstOrdinalThatLeavesNoRoomForThePeers() {
        assertThat(Given.threeOfConsul()
                        .with("ROLLCALL_POD_NAME", "web-2147483647")
                        .with("ROLLCALL_FIRST_ORDINAL", "2147483646")
                        .problems())
                .singleElement()
                .asString()
                .contains("first ordinal \"2147483646\" but", "number of expected peers \"3\"");
    }

    @Test
    void exception_carriesEveryProblem() {
        assertThatThrownBy(() -> Given.web2()
                        .with("POD_NAME", "web-1")
                        .with("POD_NAMESPACE", "shop")
                        .identity())
                .isInstanceOfSatisfying(
                        IdentityException.class,
                        e -> assertThat(e.problems()).hasSize(3).allMatch(Problem.Conflict.class::isInstance))
                .hasMessageStartingWith("cannot tell which pod this is and who its peers are: environment variable")
                .hasMessageContaining(". Also, ");
    }

    @Test
    void aConflict_hidesWhatIsOnlyMissing() {
        assertThat(Given.nothing()
                        .with("POD_NAME", "web-1")
                        .with("POD_INDEX", "2")
                        .problems())
                .hasSize(1);
    }
}
