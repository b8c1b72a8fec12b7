// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.cli.DurationConverter;
import io.rollcall.discovery.cli.Surroundings;
import io.rollcall.discovery.cli.UsageException;
import io.rollcall.discovery.dns.NameserverAddress;
import io.rollcall.discovery.identity.Sources;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code peer-finder}: runs scripts with the list of peers.
 *
 * @since 0.1
 */
@Command(
        name = "peer-finder",
        header = "Runs scripts with the list of peers, as peer-finder does.",
        description = {
            "Runs a script when the own pod is first listed among the peers (-on-start), and another whenever their set"
                    + " changes (-on-change; without -on-start, the first time too). Takes peer-finder's options, written"
                    + " with one dash or two.",
            "",
            "A script gets the peers' full names on its standard input, one per line, sorted by bytes; it is run without"
                    + " a shell. Added to its environment: HOST_ADDRESS, HOST_ADDRESS_TYPE, POD_IP, POD_IP_TYPE;"
                    + " PEERS_ADDED and PEERS_REMOVED (divided by blanks), PEERS_LEADER (the lowest ordinal),"
                    + " PEERS_ORDINAL (the own).",
            "",
            "Without -on-change it ends when -on-start is done, with its exit code: an init container. With it, it runs"
                    + " until SIGTERM, which it hands on to a running script. A failed -on-start ends it with the"
                    + " script's exit code; a failed -on-change is said, and run again at the next change."
        },
        footer = {
            "",
            "Example:",
            "  rollcall -service=galera -ns=shop -on-start=/opt/on-start.sh -on-change=/opt/on-change.sh"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class PeerFinderCommand implements Callable<Integer> {

    private static final Set<String> OPTIONS =
            Set.of("service", "ns", "domain", "on-start", "on-change", "address-type");

    private final Surroundings surroundings;

    @Option(
            names = {"-service", "--service"},
            required = true,
            paramLabel = "NAME",
            description = "The headless service that the set names as its serviceName.")
    private String service = "";

    @Option(
            names = {"-ns", "--ns"},
            paramLabel = "NAME",
            description = "Its namespace. [env POD_NAMESPACE] Else as the search list says.")
    private @Nullable String namespace;

    @Option(
            names = {"-domain", "--domain"},
            paramLabel = "DOMAIN",
            description = "The cluster's DNS domain. Else as the search list of /etc/resolv.conf says.")
    private @Nullable String domain;

    @Option(
            names = {"-on-start", "--on-start"},
            paramLabel = "SCRIPT",
            description = "What to run first; a path, or a path and arguments.")
    private @Nullable String onStart;

    @Option(
            names = {"-on-change", "--on-change"},
            paramLabel = "SCRIPT",
            description = "What to run at every change of the set.")
    private @Nullable String onChange;

    @Option(
            names = {"-address-type", "--address-type"},
            paramLabel = "DNS|IP|IPv4|IPv6",
            converter = AddressType.Converter.class,
            description = "What a script gets of each peer. Default: DNS")
    private AddressType addressType = AddressType.DNS;

    @Option(
            names = {"-pod-name", "--pod-name"},
            paramLabel = "NAME",
            description = "The own pod's name. [env ROLLCALL_POD_NAME] Else the host name.")
    private @Nullable String podName;

    @Option(
            names = {"-script-timeout", "--script-timeout"},
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long a run may take; it counts as failed with 124 then. Default: for ever")
    private Duration scriptTimeout = Duration.ZERO;

    @Option(
            names = {"-script-retries", "--script-retries"},
            paramLabel = "N",
            description = "How often a run that failed is made again, after 1, 2, 4... s. Default: 0")
    private int scriptRetries;

    @Option(
            names = {"-grace", "--grace"},
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long a script may take to end once it was told to. Default: 20s")
    private Duration grace = Duration.ofSeconds(20);

    @Option(
            names = {"-timeout", "--timeout"},
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait until the own pod is listed. Default: for ever")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = {"-nameserver", "--nameserver"},
            paramLabel = "IP[:PORT]",
            split = ",",
            description = "The DNS server to ask instead of those in /etc/resolv.conf.")
    private List<String> nameservers = List.of();

    /** Reports to these surroundings. */
    public PeerFinderCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Whether a command line without a command is one of peer-finder's. */
    public static boolean isMeantBy(String[] args) {
        return args.length > 0
                && args[0].startsWith("-")
                && OPTIONS.contains(args[0].replaceFirst("^--?", "").replaceFirst("=.*", ""));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (onStart == null && onChange == null) {
            throw new UsageException("there is nothing to run; give -on-start, -on-change or both");
        }
        Sources sources = surroundings.sources().get();
        OwnName own = OwnName.settle(service, namespace, domain, podName, sources);
        PeerFinder finder = new PeerFinder(
                own, addressType, script("-on-start", onStart), script("-on-change", onChange), timeout, surroundings);
        return finder.run(sources.environment(), servers());
    }

    private Optional<Script> script(String option, @Nullable String text) {
        return Optional.ofNullable(text)
                .map(given -> new Script(option, Words.of(given), scriptTimeout, scriptRetries, grace));
    }

    private List<InetSocketAddress> servers() {
        try {
            return nameservers.stream().map(NameserverAddress::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
