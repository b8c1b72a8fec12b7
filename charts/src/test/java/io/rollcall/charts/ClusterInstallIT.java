// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Installs the chart for real where the environment's KUBECONFIG names an API server that answers. The images have to be
 * there: {@code -Dchart.values=<file>} names values that say where.
 */
class ClusterInstallIT {

    private static final String RELEASE = "rollcall-it";

    @Test
    void installedChart_becomesReadyAndVerifies() {
        Path kubeconfig = kubeconfig();
        String namespace = RELEASE + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        var install = new Helm(Chart.REDIS_CLUSTER.folder())
                .install()
                .withName(RELEASE)
                .withNamespace(namespace)
                .createNamespace()
                .waitReady()
                .withTimeout(600)
                .withKubeConfig(kubeconfig);
        String values = System.getProperty("chart.values");
        if (values != null) {
            install.withValuesFile(Path.of(values));
        }
        try {
            Release release = install.call();

            assertThat(release.getStatus()).isEqualTo("deployed");
            assertThat(Helm.test(RELEASE)
                            .withNamespace(namespace)
                            .withTimeout(300)
                            .withKubeConfig(kubeconfig)
                            .call()
                            .getStatus())
                    .isEqualTo("deployed");
        } finally {
            Helm.uninstall(RELEASE)
                    .withNamespace(namespace)
                    .withKubeConfig(kubeconfig)
                    .ignoreNotFound()
                    .call();
        }
    }

    /** Skips, with the reason, unless there is one whose server answers. */
    private static Path kubeconfig() {
        String named = System.getenv("ROLLCALL_TEST_KUBECONFIG");
        Assumptions.assumeTrue(
                named != null && !named.isBlank() && !named.startsWith("$"),
                "KUBECONFIG is not set, so there is no Kubernetes cluster to install the chart on");
        Path file = Path.of(named);
        Assumptions.assumeTrue(Files.isReadable(file), "KUBECONFIG is " + file + ", which cannot be read");
        URI server = server(file);
        Assumptions.assumeTrue(answers(server), "the API server of " + file + ", " + server + ", does not answer");
        return file;
    }

    private static URI server(Path file) {
        Node config = new Node(new Yaml().<Map<String, Object>>load(Copies.read(file)));
        return URI.create(config.at("clusters", 0, "cluster", "server").text());
    }

    private static boolean answers(URI server) {
        int port = server.getPort() > 0 ? server.getPort() : 443;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), port), 2_000);
            return true;
        } catch (IOException silent) {
            return false;
        }
    }
}
