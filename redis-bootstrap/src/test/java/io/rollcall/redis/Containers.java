// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network.Ipam;
import com.github.dockerjava.api.model.Volume;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Six containers with addresses of their own choice on a network of their own, and the headless service that lists them. */
final class Containers implements AutoCloseable {

    static final int SIZE = 6;

    private static final int REDIS_PORT = 6379;
    private static final int REACH_MILLIS = 2_000;
    /** Beyond what the engine gives out by itself. */
    private static final int FIRST = 100;

    private final HeadlessDns dns = HeadlessDns.start();
    private final List<GenericContainer<?>> containers = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final Network network;
    private final String subnet;

    /**
     * Starts them; ends the test with a reason where that is not possible.
     *
     * @param files a folder, which they find as {@code /files}
     * @param settings further arguments of {@code redis-server}
     */
    Containers(Path files, String... settings) {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no container engine answers");
        subnet = freeSubnet();
        network = network(subnet);
        List<String> command =
                new ArrayList<>(List.of("redis-server", "--cluster-enabled", "yes", "--save", "", "--protected-mode"));
        command.add("no");
        command.addAll(List.of(settings));
        for (int i = 0; i < SIZE; i++) {
            String address = address(FIRST + i);
            GenericContainer<?> container = new GenericContainer<>(
                            DockerImageName.parse(image()).asCompatibleSubstituteFor("redis"))
                    .withCommand(command.toArray(String[]::new))
                    .withNetwork(network)
                    .withCreateContainerCmdModifier(create -> create.withIpv4Address(address)
                            .getHostConfig()
                            .withBinds(new Bind(files.toString(), new Volume("/files"))))
                    .withExposedPorts(REDIS_PORT);
            containers.add(container);
        }
        try {
            startAll();
        } catch (RuntimeException problem) {
            close();
            throw problem;
        }
    }

    private void startAll() {
        try {
            Startables.deepStart(containers).join();
        } catch (CompletionException | ContainerFetchException problem) {
            assumeFalse(
                    problem instanceof ContainerFetchException || problem.getCause() instanceof ContainerFetchException,
                    "the engine has no image " + image() + " and cannot pull it");
            throw problem;
        }
        dns.service("redis", "demo").port("redis", REDIS_PORT);
        for (int i = 0; i < SIZE; i++) {
            list(i, address(FIRST + i));
        }
        assumeTrue(
                reachable(addresses.get(0)),
                "containers cannot be reached by their own addresses from here (Docker Desktop)");
    }

    private void list(int pod, String address) {
        dns.service("redis", "demo").pod("redis-" + pod, address);
        addresses.add(new InetSocketAddress(address, REDIS_PORT));
    }

    /** Kills all, gives them addresses that nobody had, and starts them with the data that they had. */
    void readdress() {
        addresses.clear();
        IntStream.range(0, SIZE).forEach(i -> dns.service("redis", "demo").removePod("redis-" + i));
        containers.forEach(container ->
                docker().killContainerCmd(container.getContainerId()).exec());
        for (int i = 0; i < SIZE; i++) {
            String id = containers.get(i).getContainerId();
            String address = address(FIRST + SIZE + i);
            docker().disconnectFromNetworkCmd()
                    .withNetworkId(network.getId())
                    .withContainerId(id)
                    .exec();
            docker().connectToNetworkCmd()
                    .withNetworkId(network.getId())
                    .withContainerId(id)
                    .withContainerNetwork(
                            new ContainerNetwork().withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address)))
                    .exec();
            docker().startContainerCmd(id).exec();
            list(i, address);
        }
        Nodes.awaitAnswers(addresses);
    }

    List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** Runs a command on them. */
    Program.Run run(String command, String... more) {
        List<String> args = Program.form(dns, SIZE, more);
        args.set(0, command);
        return Program.run(args);
    }

    private static String image() {
        return System.getProperty("redis.image", "redis:7.4");
    }

    /** Addresses can be chosen only where the subnet was; so take one that the engine would. */
    private static String freeSubnet() {
        try (Network any = network(null)) {
            return docker().inspectNetworkCmd()
                    .withNetworkId(any.getId())
                    .exec()
                    .getIpam()
                    .getConfig()
                    .get(0)
                    .getSubnet();
        }
    }

    private static Network network(String subnet) {
        return Network.builder()
                .createNetworkCmdModifier(create -> {
                    if (subnet != null) {
                        create.withIpam(new Ipam().withConfig(List.of(new Ipam.Config().withSubnet(subnet))));
                    }
                })
                .build();
    }

    private String address(int last) {
        return subnet.replaceFirst("\\d+/\\d+$", Integer.toString(last));
    }

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }

    private static boolean reachable(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    @Override
    public void close() {
        containers.parallelStream().forEach(GenericContainer::stop);
        network.close();
        dns.close();
    }
}
