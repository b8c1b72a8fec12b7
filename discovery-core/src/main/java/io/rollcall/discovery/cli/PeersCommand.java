// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Failed;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.discovery.WatchState;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peers}: looks once, or until enough are there. */
@Command(
        name = "peers",
        header = "Prints the peers, at once or when enough are there.",
        description = {
            "Prints the peers of a headless service in the order of their ordinals, one per line: name, and address with"
                    + " port.",
            "",
            "Looks once, and ends with 4 if DNS lists nobody, with 5 if no nameserver gives a usable answer. With"
                    + " --wait-for it looks until enough peers are listed."
        },
        footer = {
            "",
            "Examples:",
            "  rollcall peers --service redis --namespace shop",
            "  rollcall peers -s redis -n shop -e 6 --wait-for complete --stable 5s --json",
            "  rollcall peers -s redis | while read name where; do echo $$name; done"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PeersCommand implements Callable<Integer> {

    private static final Duration ONE_LOOK = Duration.ofSeconds(5);
    private static final Duration ONE_WAIT = Duration.ofMinutes(2);

    private final Surroundings surroundings;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = {"-w", "--wait-for"},
            paramLabel = "N|quorum|complete",
            converter = WaitFor.Converter.class,
            description = "Look until so many peers are listed; a quorum, or all, of --expect.")
    private @Nullable WaitFor waitFor;

    @Option(
            names = "--stable",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "And until they have not changed for so long.")
    private Duration stable = Duration.ZERO;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to look; 5s for one look, 2m with --wait-for.")
    private @Nullable Duration timeout;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    PeersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Target target = service.target(surroundings, false);
        WaitFor wanted = waitFor != null ? waitFor : stable.isZero() ? null : new WaitFor.AtLeast(1);
        if (wanted != null && wanted.needsExpected() && !target.expectedKnown()) {
            throw new UsageException("to wait for " + wanted + ", say how many there should be: --expect N (-e), or"
                    + " ROLLCALL_EXPECTED_PEERS; the size of a cluster never comes from an answer");
        }
        Duration limit = timeout != null ? timeout : wanted == null ? ONE_LOOK : ONE_WAIT;
        if (limit.isZero()) {
            throw new UsageException("a --timeout of zero leaves no time to look");
        }
        return (wanted == null ? look(target, limit) : waitFor(target, wanted, limit)).code();
    }

    private ExitCode look(Target target, Duration limit) throws InterruptedException {
        DnsPeerDiscovery.Builder builder =
                DnsPeerDiscovery.builder(target.service()).lookupDeadline(limit);
        try (DnsPeerDiscovery discovery = target.configured(builder).build()) {
            LookupResult result = new Patience(
                            surroundings,
                            () -> "waiting for DNS to answer for "
                                    + target.service().domain())
                    .value(discovery.lookup());
            if (json) {
                surroundings.out().println(PeerJson.look(result, target));
            }
            if (result instanceof Found found) {
                print(found.view());
                incomplete(found.view(), target);
                result.hints().forEach(surroundings::say);
                return ExitCode.OK;
            }
            surroundings.say(Sentences.nobody(target.service(), result));
            return result instanceof Failed ? ExitCode.NO_ANSWER : ExitCode.PEERS_MISSING;
        }
    }

    private ExitCode waitFor(Target target, WaitFor wanted, Duration limit) throws InterruptedException {
        try (DnsPeerDiscovery discovery = target.discovery()) {
            Waiting waiting = new Waiting(
                    target,
                    wanted + (stable.isZero() ? "" : ", unchanged for " + DurationConverter.text(stable) + ","),
                    surroundings);
            try (PeerWatch watch = discovery.watch(event -> waiting.look())) {
                WatchState[] last = {watch.state()};
                boolean reached = waiting.until(
                        watch,
                        state -> {
                            last[0] = state;
                            return !state.stale()
                                    && wanted.isReachedBy(state.view())
                                    && state.stableFor().compareTo(stable) >= 0;
                        },
                        limit);
                return report(last[0], reached, wanted, limit, target);
            }
        }
    }

    private ExitCode report(WatchState state, boolean reached, WaitFor wanted, Duration limit, Target target) {
        if (json) {
            surroundings.out().println(PeerJson.waited(state.view(), state.last(), reached, target));
        }
        if (reached) {
            print(state.view());
            return ExitCode.OK;
        }
        List<Evidence> none = List.of(Sentences.noExchange(target.service()));
        LookupResult last = state.last().orElseGet(() -> new Failed(none));
        String what = wanted + (stable.isZero() ? "" : ", unchanged for " + DurationConverter.text(stable) + ",");
        surroundings.say(String.valueOf(new PeersMissingException(state.view(), what, limit, last).getMessage()));
        return last instanceof Failed ? ExitCode.NO_ANSWER : ExitCode.PEERS_MISSING;
    }

    private void print(PeerView view) {
        if (!json) {
            PeerText.lines(view).forEach(surroundings.out()::println);
        }
    }

    private void incomplete(PeerView view, Target target) {
        if (target.expectedKnown() && view.peers().size() != target.service().expectedPeers()) {
            surroundings.say(Sentences.seen(view));
        }
    }
}
