// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.ContainerNetwork;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** The same formation against six containers, wherever a container engine is reachable. */
class ContainerFormationIT {

    private static final int REDIS_PORT = 6379;
    private static final int REACH_MILLIS = 2_000;

    private final List<GenericContainer<?>> containers = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private HeadlessDns dns;

    @BeforeEach
    void start() throws UnknownHostException {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine answers");
        String image = System.getProperty("redis.image", "redis:7.4");
        for (int i = 0; i < 6; i++) {
            containers.add(new GenericContainer<>(DockerImageName.parse(image).asCompatibleSubstituteFor("redis"))
                    .withCommand("redis-server", "--cluster-enabled", "yes", "--save", "", "--protected-mode", "no")
                    .withExposedPorts(REDIS_PORT));
        }
        try {
            Startables.deepStart(containers).join();
        } catch (CompletionException | ContainerFetchException problem) {
            assumeFalse(
                    problem instanceof ContainerFetchException || problem.getCause() instanceof ContainerFetchException,
                    "the engine has no image " + image + " and cannot pull it");
            throw problem;
        }
        dns = HeadlessDns.start();
        Service service = dns.service("redis", "demo").port("redis", REDIS_PORT);
        for (int i = 0; i < 6; i++) {
            InetAddress ip = InetAddress.getByName(ip(containers.get(i)));
            service.pod("redis-" + i, List.of(ip));
            addresses.add(new InetSocketAddress(ip, REDIS_PORT));
        }
        assumeTrue(
                reachable(addresses.get(0)),
                "containers cannot be reached by their own addresses from here (Docker Desktop)");
    }

    @AfterEach
    void stop() {
        containers.forEach(GenericContainer::stop);
        if (dns != null) {
            dns.close();
        }
    }

    @Test
    void sixContainersThatKnowOnlyAServiceName_becomeACluster() {
        Program.Run first = Program.run(Program.form(dns, 6));

        assertThat(first.code()).as(first.err()).isZero();
        Nodes.assertDone(addresses, 3, "15000");
        Program.Run second = Program.run(Program.form(dns, 6));
        assertThat(second.out()).as(second.err()).contains("already formed, nothing changed");
    }

    private static String ip(GenericContainer<?> container) {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .findFirst()
                .orElseThrow();
    }

    private static boolean reachable(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
