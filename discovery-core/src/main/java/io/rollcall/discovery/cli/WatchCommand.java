// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchState;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watch}: every change as a line, until told to stop. */
@Command(
        name = "watch",
        header = "Prints every change of the peers.",
        description = {
            "Prints every change of the peers as a line, those found first as joined, until Ctrl-C or SIGTERM.",
            "",
            "A peer joins with the first answer that lists it, and leaves after three answers without it that span a TTL."
                    + " No failure and no empty answer removes anybody: the view becomes stale, and fresh again."
        },
        footer = {
            "",
            "Examples:",
            "  rollcall watch --service redis --namespace shop",
            "  rollcall watch -s redis --json | jq -r 'select(.event == \"left\") | .peer.name'"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Surroundings surroundings;
    private final InstantSource clock = InstantSource.system();

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "End by itself after so long, with exit code 0.")
    private @Nullable Duration length;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    WatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Target target = service.target(surroundings, false);
        EventText text = new EventText(surroundings.ansi());
        AtomicReference<String> pending = new AtomicReference<>("");
        Patience patience = new Patience(surroundings, pending::get);
        try (DnsPeerDiscovery discovery = target.discovery();
                PeerWatch watch = discovery.watch(event -> print(event, text, target))) {
            boolean unheard = patience.until(
                    () -> {
                        pending.set(pending(watch.state(), target));
                        return surroundings.out().checkError();
                    },
                    length == null ? FOR_EVER : length);
            return (unheard ? ExitCode.STOPPED : ExitCode.OK).code();
        }
    }

    /** Nothing once there are peers: from then on the events say it all. */
    private static String pending(WatchState state, Target target) {
        return state.view().peers().isEmpty()
                ? "waiting for the first peer of " + target.service().domain() + ": " + Sentences.state(state)
                : "";
    }

    private void print(PeerEvent event, EventText text, Target target) {
        String line = json ? EventJson.line(event, clock.instant(), target) : text.line(event, clock.instant());
        surroundings.out().println(line);
        surroundings.out().flush();
    }
}
