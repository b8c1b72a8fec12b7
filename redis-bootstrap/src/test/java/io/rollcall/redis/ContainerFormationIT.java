// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The same against six containers, whose addresses are really gone when they are, wherever a container engine is reachable. */
class ContainerFormationIT {

    private static final int KEYS = 300;

    @TempDir
    private Path folder;

    @Test
    void sixContainersThatKnowOnlyAServiceName_becomeACluster_alsoAfterAllOfThemMoved() {
        try (Containers containers = new Containers(folder, "--appendonly", "yes", "--appendfsync", "always")) {
            Program.Run first = containers.run("form");

            assertThat(first.code()).as(first.err()).isZero();
            Nodes.assertDone(containers.addresses(), 3, "15000");
            Program.Run second = containers.run("form");
            assertThat(second.out()).as(second.err()).contains("already formed, nothing changed");

            Dataset.fillPlain(containers.addresses(), KEYS, "value");
            List<String> roles = roles(containers);
            containers.readdress();
            Program.Run heal = containers.run("heal");

            assertThat(heal.code()).as(heal.err()).isZero();
            assertThat(heal.out()).contains("formed-moved", "address-changed");
            Nodes.assertDone(containers.addresses(), 3, "15000");
            assertThat(roles(containers)).isEqualTo(roles);
            assertThat(Dataset.missingPlain(containers.addresses(), KEYS, "value"))
                    .isZero();
        }
    }

    @Test
    void containersThatSpeakTlsOnly_becomeACluster() throws IOException {
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.sign("ca", "node", Certificates.PODS);
        List<String> settings = new ArrayList<>(List.of("--port", "0"));
        settings.addAll(new Certificates(Path.of("/files")).serverSettings("node"));
        // The image may run its server as somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("node.key"), PosixFilePermissions.fromString("rw-r--r--"));
        try (Containers containers = new Containers(folder, settings.toArray(String[]::new))) {
            String[] tls = certificates.options("node").toArray(String[]::new);

            Program.Run form = containers.run("form", tls);

            assertThat(form.code()).as(form.err()).isZero();
            Program.Run verify = containers.run("verify", tls);
            assertThat(verify.code()).as(verify.err()).isZero();
            assertThat(containers.run("verify", "--timeout=1s").code())
                    .as("without TLS")
                    .isNotZero();
        }
    }

    private static List<String> roles(Containers containers) {
        return containers.addresses().stream()
                .map(address -> {
                    try (Jedis jedis = Nodes.connect(address)) {
                        return jedis.clusterMyId() + " " + jedis.role().get(0);
                    }
                })
                .toList();
    }
}
