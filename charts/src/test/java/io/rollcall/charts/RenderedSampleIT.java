// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's pods, as rendered with the defaults, on loopback: no Redis, and ready all the same. */
class RenderedSampleIT {

    private static final int PORT = 8080;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PROBE = Duration.ofSeconds(5);

    @Test
    void podsWithoutRedis_becomeReady_andListEachOther(@TempDir Path folder) {
        Programs.assumeSampleApp();
        Manifests rendered = Chart.SAMPLE_APP.render(Map.of("replicas", 2));
        LocalNetwork network = new LocalNetwork(PORT);
        List<Process> started = new ArrayList<>();
        try (HeadlessDns dns = HeadlessDns.start()) {
            String name = Chart.SAMPLE_APP.fullName();
            Service service =
                    dns.service(name, Chart.NAMESPACE).port("http", PORT).publishNotReadyAddresses(true);
            String nameserver = dns.address().getAddress().getHostAddress() + ":"
                    + dns.address().getPort();
            List<LocalKubelet> kubelets = new ArrayList<>();
            for (String pod : List.of(name + "-0", name + "-1")) {
                PodPlace place = new PodPlace(pod, network.next(), "worker-0", "", nameserver);
                service.pod(pod, place.ip());
                kubelets.add(new LocalKubelet(
                        rendered,
                        rendered.only("StatefulSet").at("spec", "template", "spec"),
                        place,
                        folder.resolve(pod)));
            }
            kubelets.forEach(kubelet -> started.add(kubelet.start("sample-app")));

            for (LocalKubelet kubelet : kubelets) {
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                    Awaitility.await(probe).atMost(LIMIT).untilAsserted(() -> {
                        LocalKubelet.Result result = kubelet.act(
                                "sample-app", kubelet.container("sample-app").at(probe), PROBE);
                        assertThat(result.code())
                                .as(() -> result.output() + kubelet.log("sample-app"))
                                .isZero();
                    });
                }
                assertThat(kubelet.get("8080", "/peers", PROBE).output()).contains(name + "-0", name + "-1");
            }
            // Without a fence somebody leads after a minute; too long for a test.
            assertThat(kubelets.get(0).get("8080", "/leader", PROBE).output())
                    .contains("\"state\":\"undecided\"", "have not changed for");
            assertThat(kubelets.get(0).get("8080", "/cluster", PROBE).output()).contains("\"pods\":[]");
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }
}
