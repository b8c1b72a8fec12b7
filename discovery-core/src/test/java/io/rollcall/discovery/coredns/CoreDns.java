// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.rollcall.discovery.testing.Dig;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A CoreDNS process on a loopback port, configured as kubeadm does, less what leaves the machine or delays a change. */
final class CoreDns implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final int START_ATTEMPTS = 5;

    private final Process process;
    private final Path directory;
    private final InetSocketAddress address;

    /**
     * What differs between tests.
     *
     * @param startupTimeout after which it answers although it has not loaded everything
     * @param largestUdp to which it lowers EDNS sizes
     */
    record Settings(
            InetAddress bindAddress, String clusterDomain, Duration ttl, Duration startupTimeout, int largestUdp) {

        static final Settings USUAL = new Settings(
                InetAddress.getLoopbackAddress(),
                "cluster.local",
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                1232);

        Settings bind(InetAddress address) {
            return new Settings(address, clusterDomain, ttl, startupTimeout, largestUdp);
        }

        Settings zone(String domain, Duration recordTtl) {
            return new Settings(bindAddress, domain, recordTtl, startupTimeout, largestUdp);
        }

        Settings startupTimeout(Duration timeout) {
            return new Settings(bindAddress, clusterDomain, ttl, timeout, largestUdp);
        }

        Settings largestUdp(int bytes) {
            return new Settings(bindAddress, clusterDomain, ttl, startupTimeout, bytes);
        }
    }

    private CoreDns(Path binary, KubernetesApi api, Settings settings) throws IOException {
        directory = Files.createTempDirectory("rollcall-coredns");
        address = freeAddress(settings.bindAddress());
        Path configuration = Files.writeString(directory.resolve("Corefile"), """
                %2$s:%1$d in-addr.arpa:%1$d ip6.arpa:%1$d {
                    bind %6$s
                    errors
                    bufsize %7$d
                    loadbalance
                    kubernetes %2$s in-addr.arpa ip6.arpa {
                        endpoint %3$s
                        ttl %4$d
                        startup_timeout %5$dms
                    }
                }
                """.formatted(
                        address.getPort(),
                        settings.clusterDomain(),
                        api.endpoint(),
                        settings.ttl().toSeconds(),
                        settings.startupTimeout().toMillis(),
                        settings.bindAddress().getHostAddress(),
                        settings.largestUdp()));
        process = new ProcessBuilder(binary.toString(), "-conf", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    /** Starts the installed CoreDNS; skips the test if there is none. Returns as soon as it answers. */
    static CoreDns start(KubernetesApi api) {
        return start(api, Settings.USUAL);
    }

    /** Starts the installed CoreDNS; skips the test if there is none. Returns as soon as it answers. */
    static CoreDns start(KubernetesApi api, Settings settings) {
        Path binary = installed();
        try {
            for (int attempt = 1; ; attempt++) {
                CoreDns started = new CoreDns(binary, api, settings);
                String output = started.outputOfFailure();
                if (output.isEmpty()) {
                    return started;
                }
                started.close();
                // Somebody else may have taken the free port meanwhile.
                if (attempt == START_ATTEMPTS || !output.contains("address already in use")) {
                    throw new IllegalStateException(binary + " does not serve; it said: " + output);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(binary + " could not be started", e);
        }
    }

    private static Path installed() {
        String named = System.getProperty("coredns.binary");
        if (named != null) {
            assertThat(Path.of(named)).as("-Dcoredns.binary").isExecutable();
            return Path.of(named);
        }
        Path built = Path.of(System.getProperty("user.home"), ".cache", "rollcall", "bin", "coredns");
        Stream<Path> onPath =
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, "coredns"));
        return Stream.concat(onPath, Stream.of(built))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String reason = "no coredns on the PATH or at " + built
                            + ", and -Dcoredns.binary is not set; .ci/run builds it where Go is installed";
                    System.out.println("skipped: " + reason);
                    return abort(reason);
                });
    }

    private static InetSocketAddress freeAddress(InetAddress loopback) throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()))) {
            return new InetSocketAddress(loopback, udp.getLocalPort());
        }
    }

    /** Waits until the server answers; what it wrote, if it ends instead. */
    private String outputOfFailure() throws IOException {
        byte[] query = Dig.query("in-addr.arpa.", "SOA", 0).toWire();
        await("CoreDNS to answer")
                .atMost(START_DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || answers(query));
        return process.isAlive() ? "" : Files.readString(output());
    }

    private boolean answers(byte[] query) {
        try {
            return new Dig(address).udp(query, Duration.ofMillis(200)).length > 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Path output() {
        return directory.resolve("output");
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
