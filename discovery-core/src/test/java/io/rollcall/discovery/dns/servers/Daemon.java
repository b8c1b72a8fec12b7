// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** A DNS server of the machine, running in the foreground as a child of the test on a loopback address of its own. */
final class Daemon implements AutoCloseable {

    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final Duration TO_STOP = Duration.ofSeconds(10);
    /** Where Debian puts servers, which is not on every user's path. */
    private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

    private final Process process;
    private final InetSocketAddress address;
    private final Path log;

    private Daemon(Process process, InetSocketAddress address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Writes the configuration for an address and says with which arguments the server is to be started. */
    @FunctionalInterface
    interface Configuration {
        List<String> write(Path directory, InetSocketAddress address) throws IOException;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param host a loopback address
     * @param ready which reply to a question for the zone's SOA shows that it has loaded everything
     */
    static Daemon start(
            String program,
            String debianPackage,
            InetAddress host,
            Configuration configuration,
            Predicate<Message> ready) {
        Optional<Path> binary = find(program);
        if (binary.isEmpty()) {
            System.out.println("skipped: there is no " + program + "; install the package " + debianPackage);
        }
        Assumptions.assumeTrue(
                binary.isPresent(), () -> "there is no " + program + "; install the package " + debianPackage);
        try {
            Path directory = Files.createTempDirectory("rollcall-" + program);
            InetSocketAddress address = freePort(host);
            List<String> command = new ArrayList<>(List.of(binary.get().toString()));
            command.addAll(configuration.write(directory, address));
            Path log = directory.resolve("log");
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Daemon daemon = new Daemon(process, address, log);
            daemon.awaitReady(ready);
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean succeeded(Message reply) {
        return reply.getRcode() == Rcode.NOERROR;
    }

    InetSocketAddress address() {
        return address;
    }

    /** What it has written so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Predicate<Message> ready) {
        Wire wire = new Wire(address);
        try {
            await().atMost(TO_START)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(25))
                    .until(() -> {
                        assertThat(process.isAlive()).as(this::log).isTrue();
                        return wire.poll(Published.ZONE, "SOA").filter(ready).isPresent();
                    });
        } catch (RuntimeException | Error e) {
            System.out.println(log());
            close();
            throw e;
        }
    }

    /** Stops it and waits until it has ended. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(log.getParent());
    }

    private static void delete(Path directory) {
        try (Stream<Path> below = Files.walk(directory)) {
            below.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> find(String program) {
        Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1));
        return Stream.concat(path, USUAL.stream())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** An address of 127.0.0.0/8 that nobody else is likely to use. */
    static InetAddress anyLoopback() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return loopback(random.nextInt(64, 128), random.nextInt(256), random.nextInt(1, 255));
    }

    /** 127.0.0.1. */
    static InetAddress usualLoopback() {
        return loopback(0, 0, 1);
    }

    private static InetAddress loopback(int second, int third, int fourth) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) second, (byte) third, (byte) fourth});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** A free port below those that the system hands out, so that nobody gets it before the server does. */
    private static InetSocketAddress freePort(InetAddress host) throws IOException {
        for (int attempt = 0; ; attempt++) {
            InetSocketAddress address =
                    new InetSocketAddress(host, ThreadLocalRandom.current().nextInt(10_000, 32_000));
            try (ServerSocket tcp = new ServerSocket(address.getPort(), 1, host);
                    DatagramSocket udp = new DatagramSocket(address)) {
                return new InetSocketAddress(tcp.getInetAddress(), udp.getLocalPort());
            } catch (BindException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }
}
