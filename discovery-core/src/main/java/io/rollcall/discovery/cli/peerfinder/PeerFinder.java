// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.WatchState;
import io.rollcall.discovery.cli.DurationConverter;
import io.rollcall.discovery.cli.ExitCode;
import io.rollcall.discovery.cli.Patience;
import io.rollcall.discovery.cli.Surroundings;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Follows the peers and runs the scripts, one at a time, on the calling thread. */
final class PeerFinder {

    /** As often as peer-finder looks. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final OwnName own;
    private final AddressType type;
    private final Optional<Script> onStart;
    private final Optional<Script> onChange;
    private final Duration timeout;
    private final Surroundings surroundings;
    private NavigableSet<String> before = new TreeSet<>();

    PeerFinder(
            OwnName own,
            AddressType type,
            Optional<Script> onStart,
            Optional<Script> onChange,
            Duration timeout,
            Surroundings surroundings) {
        this.own = own;
        this.type = type;
        this.onStart = onStart;
        this.onChange = onChange;
        this.timeout = timeout;
        this.surroundings = surroundings;
    }

    /**
     * Runs until there is nothing more to run.
     *
     * @param environment of the scripts, before what is added
     * @param nameservers none means those of resolv.conf
     * @return the exit code
     */
    int run(Map<String, String> environment, List<InetSocketAddress> nameservers) throws InterruptedException {
        WatchOptions options = WatchOptions.builder().longestPoll(POLL).build();
        DnsPeerDiscovery.Builder builder = DnsPeerDiscovery.builder(own.service());
        if (!nameservers.isEmpty()) {
            builder.nameservers(nameservers);
        }
        try (DnsPeerDiscovery discovery = builder.build();
                PeerWatch watch = discovery.watch(options, event -> {})) {
            Optional<String> podIp =
                    Optional.ofNullable(environment.get("POD_IP")).filter(text -> !text.isBlank());
            Function<PeerView, Optional<Call>> toCall = view -> Call.of(view, own.pod(), type, before, podIp)
                    .filter(call -> !call.peers().equals(before));
            Optional<Script> next = onStart.or(() -> onChange);
            while (next.isPresent()) {
                boolean first = before.isEmpty();
                Optional<Call> call = await(watch, toCall, first);
                if (call.isEmpty()) {
                    return ExitCode.PEERS_MISSING.code();
                }
                int code = next.get().run(call.get(), environment, surroundings);
                if (code != 0 && first) {
                    return code;
                }
                before = call.get().peers();
                next = onChange;
            }
            return ExitCode.OK.code();
        }
    }

    /** The next call; empty if the own pod was not listed in time. */
    private Optional<Call> await(PeerWatch watch, Function<PeerView, Optional<Call>> toCall, boolean first)
            throws InterruptedException {
        Patience patience = new Patience(surroundings, () -> first ? waiting(watch.state()) : "");
        Duration limit = first && !timeout.isZero() ? timeout : FOR_EVER;
        while (patience.until(() -> toCall.apply(watch.view()).isPresent(), limit)) {
            Optional<Call> call = toCall.apply(watch.view());
            // The own pod may have gone again since.
            if (call.isPresent()) {
                return call;
            }
        }
        surroundings.say("after " + DurationConverter.text(limit) + " still " + waiting(watch.state()));
        return Optional.empty();
    }

    private String waiting(WatchState state) {
        List<String> names =
                state.view().peers().stream().map(peer -> peer.name()).toList();
        return "waiting until " + own.pod() + " is listed in " + own.service().domain() + ", which lists " + names
                + state.last()
                        .filter(last -> names.isEmpty() && !last.evidence().isEmpty())
                        .map(last -> "; DNS said last: "
                                + last.evidence().get(last.evidence().size() - 1))
                        .orElse("")
                + (names.isEmpty()
                        ? "; check -service, -ns and -domain, and that the service publishes pods before they are ready"
                        : "; check that the service publishes pods before they are ready"
                                + " (publishNotReadyAddresses: true)");
    }
}
