// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.cli.zone.ZoneFile;
import io.rollcall.discovery.cli.zone.ZoneFileException;
import io.rollcall.discovery.dns.NameserverAddress;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve}: a cluster's DNS for a laptop, from a file. */
@Command(
        name = "serve",
        header = "Serves a zone file as a cluster's DNS would.",
        description = {
            "Serves headless services from a YAML file, over UDP and TCP, the way CoreDNS does in a cluster: for trying"
                    + " an application, or this program, on a laptop. Takes changes of services and pods in the file"
                    + " within a second. Ends with Ctrl-C.",
            "",
            "Names that it does not serve are refused; nothing is forwarded."
        },
        footer = {
            "",
            "A file:",
            "  clusterDomain: cluster.local     # optional, as are ttl, namespace, ports, ready",
            "  ttl: 5s",
            "  services:",
            "    - name: orders",
            "      namespace: shop",
            "      ports: {http: 8080}",
            "      publishNotReadyAddresses: true",
            "      pods:",
            "        - {name: orders-0, addresses: 127.0.0.2}",
            "        - {name: orders-1, addresses: [127.0.0.3], ready: false}",
            "",
            "A service with clusterIP or externalName shows what goes wrong with one.",
            "",
            "Example:",
            "  rollcall serve zone.yaml &",
            "  rollcall peers -s orders -n shop --nameserver 127.0.0.1:5353"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Duration RECHECK = Duration.ofMillis(500);

    private final Surroundings surroundings;

    @Option(
            names = {"-l", "--listen"},
            paramLabel = "IP",
            description = "The address to listen on. Default: 127.0.0.1")
    private String listen = "127.0.0.1";

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "The port, over UDP and TCP; 0 is any free one. Default: 5353")
    private int port = 5353;

    @Parameters(paramLabel = "FILE", description = "The zone file.")
    private @Nullable Path file;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path from = Objects.requireNonNull(file);
        String text = read(from);
        ZoneFile zone = parse(text, from);
        try (HeadlessDns dns = start(zone)) {
            zone.serve(dns, Optional.empty());
            surroundings
                    .out()
                    .println("serving " + zone.services().size() + " services of " + dns.clusterDomain() + " on "
                            + dns.address().getAddress().getHostAddress() + ":"
                            + dns.address().getPort());
            zone.services()
                    .forEach(service -> surroundings
                            .out()
                            .println("  " + service.name() + "." + service.namespace() + ".svc." + dns.clusterDomain()
                                    + "  " + service.pods().size() + " pods"));
            surroundings.out().flush();
            follow(from, text, zone, dns);
            return ExitCode.OK.code();
        }
    }

    private void follow(Path from, String firstText, ZoneFile first, HeadlessDns dns) throws InterruptedException {
        String text = firstText;
        ZoneFile zone = first;
        String trouble = "";
        while (!surroundings.out().checkError()) {
            // The pace of looking at the file, and at whether anybody still reads; nothing is awaited.
            TimeUnit.NANOSECONDS.sleep(RECHECK.toNanos());
            try {
                String now = read(from);
                if (!now.equals(text)) {
                    text = now;
                    ZoneFile changed = parse(now, from);
                    changed.serve(dns, Optional.of(zone));
                    zone = changed;
                    surroundings.say("took the changed " + from);
                }
                trouble = "";
            } catch (UsageException wrong) {
                String sentence = wrong.getMessage() + "; serving what was there before";
                if (!sentence.equals(trouble)) {
                    surroundings.say(sentence);
                }
                trouble = sentence;
            }
        }
    }

    private HeadlessDns start(ZoneFile zone) {
        try {
            return HeadlessDns.builder()
                    .clusterDomain(zone.clusterDomain())
                    .ttl(zone.ttl())
                    .bindAddress(NameserverAddress.parse(listen).getAddress())
                    .port(port)
                    .start();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Also served once, on the side: names and addresses are checked by that, before anything changes. */
    private static ZoneFile parse(String text, Path from) {
        try {
            ZoneFile zone = ZoneFile.parse(text);
            try (HeadlessDns aside = HeadlessDns.builder()
                    .clusterDomain(zone.clusterDomain())
                    .ttl(zone.ttl())
                    .start()) {
                zone.serve(aside, Optional.empty());
            }
            return zone;
        } catch (ZoneFileException | IllegalArgumentException e) {
            throw new UsageException(from + ": " + e.getMessage());
        }
    }

    private static String read(Path from) {
        try {
            return Files.readString(from);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + from + "; 'rollcall serve --help' shows one");
        } catch (IOException e) {
            throw new UsageException("cannot read " + from + ": " + e);
        }
    }
}
