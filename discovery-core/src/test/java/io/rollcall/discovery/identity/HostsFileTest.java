// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsFileTest {

    private static final String OWN = "10.1.0.7\tweb-2.nginx.default.svc.cluster.local\tweb-2\n";

    @Test
    void dualStackPod_hasOneLinePerAddressAndOneIdentity() {
        Identity identity = Given.web2()
                .hosts(Given.POD_HEADER + OWN + "fd00:10:1::7\tweb-2.nginx.default.svc.cluster.local\tweb-2\n")
                .identity();

        assertThat(identity.self()).contains(new PeerId("web", 2));
        assertThat(identity.overruled()).isEmpty();
    }

    @Test
    void ipv6OnlyPod_isRead() {
        assertThat(podNames(Given.POD_HEADER + "fd00:10:1::7\tweb-2.nginx.default.svc.cluster.local\tweb-2\n"))
                .containsExactly("web-2");
    }

    @Test
    void oddWhiteSpaceCommentsAndWindowsLineEnds_areRead() {
        assertThat(podNames("""
                # Kubernetes-managed hosts file.\t\r

                # a comment\r
                \t 10.1.0.7 \t web-2.nginx.default.svc.cluster.local   web-2 # own pod\r
                """)).containsExactly("web-2");
    }

    @Test
    void upperCase_isLowerCasedByTheIdentity() {
        Identity identity = Given.web2()
                .hosts(Given.POD_HEADER + "10.1.0.7\tWEB-2.Nginx.Default.SVC.Cluster.Local\tWeb-2\n")
                .identity();

        assertThat(identity.podName()).contains("web-2");
        assertThat(identity.service().domain()).isEqualTo("nginx.default.svc.cluster.local.");
    }

    @Test
    void hostAliases_areNotTheOwnPod() {
        assertThat(podNames(Given.POD_HEADER + OWN + "\n# Entries added by HostAliases.\n"
                        + "10.1.0.9\tweb-9.nginx.default.svc.cluster.local\tweb-9\n"))
                .containsExactly("web-2");
    }

    @Test
    void commentedLine_isNoLine() {
        assertThat(podNames(Given.POD_HEADER + "#" + OWN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.0.7\tweb-2",
                "10.1.0.7\tweb-2.corp.example",
                "10.1.0.7\tweb-2.nginx.default.svc.cluster.local",
                "10.1.0.7\tweb-2.nginx.default.svc.cluster.local\tother",
                "10.1.0.7\tweb-2.corp.example\tweb-2",
                "10.1.0.7\tweb-2.nginx.default.svc.\tweb-2",
                "10.1.0.7\tweb-2.nginx.default.pod.cluster.local\tweb-2",
                "10.1.0.7"
            })
    void lineOfAnotherForm_tellsNothing(String line) {
        assertThat(HostsFile.findings(Given.POD_HEADER + line + "\n")).isEmpty();
    }

    @Test
    void fileWithoutTheKubeletsHeader_isNotBelieved() {
        assertThat(HostsFile.findings(OWN)).isEmpty();
        assertThat(HostsFile.findings("")).isEmpty();
    }

    @Test
    void nodesFile_isNotBelievedEvenIfItListsAPod() {
        assertThat(HostsFile.findings(Given.NODE_HEADER + OWN)).isEmpty();
        assertThat(HostsFile.isOfHostNetwork(Given.NODE_HEADER + OWN)).isTrue();
        assertThat(HostsFile.isOfHostNetwork(Given.POD_HEADER + OWN)).isFalse();
        assertThat(HostsFile.isOfHostNetwork("")).isFalse();
    }

    @Test
    void hostNetworkPod_isNotNamedAfterItsNode() {
        Given pod = Given.threeOfConsul()
                .with("ROLLCALL_STATEFULSET", "worker")
                .with("HOSTNAME", "worker-1")
                .hosts(Given.NODE_HEADER + "10.0.0.5\tworker-1.corp.example\tworker-1\n");

        assertThat(pod.problems()).singleElement().asString().startsWith("no source says the pod name: ");
        assertThat(pod.with("POD_NAME", "worker-0").identity().self()).contains(new PeerId("worker", 0));
    }

    private static List<String> podNames(String hosts) {
        return HostsFile.findings(hosts).stream()
                .filter(finding -> finding.field() == Field.POD_NAME)
                .map(Finding::value)
                .toList();
    }
}
