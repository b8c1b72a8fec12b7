// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leader}: who leads, waiting to lead, and running a program while leading. */
@Command(
        name = "leader",
        header = "Says who leads, or runs a command while leading.",
        description = {
            "Prints the peer that is to lead: the lowest ordinal, once a majority of the expected peers is listed and"
                    + " nothing has changed for the stability window.",
            "",
            "The answer is advisory. DNS has no compare-and-set: while views differ there may be two leaders, and for"
                    + " whatever must not happen twice a fence is needed that a shell cannot give."
        },
        footer = {
            "",
            "Examples:",
            "  rollcall leader -s orders -n shop -e 3",
            "  rollcall leader --check && ./only-on-the-leader.sh",
            "  rollcall leader --exec ./work.sh --all        run while leading, SIGTERM when that ends"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class LeaderCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--check", description = "End with 0 if this process is to lead, with 8 if another peer is.")
    private boolean check;

    @Option(
            names = {"-w", "--wait"},
            description = "Wait until this process is to lead.")
    private boolean wait;

    @Option(
            names = "--exec",
            description =
                    "Run COMMAND while this process is to lead, again in each term; end with its exit code when it"
                            + " ends by itself. It finds ROLLCALL_LEADER in its environment. No time-out unless set.")
    private boolean exec;

    @Option(
            names = "--stable",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "The stability window; what the TTLs teach makes it longer. Default: 5s")
    private Duration stable = Duration.ofSeconds(5);

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for a decision. Default: 2m")
    private @Nullable Duration timeout;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long COMMAND may take to end before it is killed. Default: 10s")
    private Duration grace = Duration.ofSeconds(10);

    @Option(names = "--json", description = "One JSON object instead of a name.")
    private boolean json;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "For --exec: a program and its arguments.")
    private List<String> command = List.of();

    private LeaderCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What follows the command's name is its own, options included. */
    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new LeaderCommand(surroundings)).setStopAtPositional(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (exec == command.isEmpty()) {
            throw new UsageException(
                    exec
                            ? "--exec needs a command to run: rollcall leader --exec ./work.sh"
                            : "\"" + command.get(0)
                                    + "\" is no option; to run it while leading, write --exec before it");
        }
        Target target = service.target(surroundings, check || wait || exec);
        if (!target.expectedKnown()) {
            throw new UsageException("to lead takes a majority of the peers that there should be: say how many with"
                    + " --expect N (-e), or ROLLCALL_EXPECTED_PEERS");
        }
        WatchOptions options = WatchOptions.builder().stabilityWindow(stable).build();
        try (DnsPeerDiscovery discovery = target.discovery();
                PeerWatch watch = discovery.watch(options, event -> {});
                LeaderElector elector = LeaderElector.advisory(watch)) {
            return exec ? run(target, elector) : decide(target, elector);
        }
    }

    private int decide(Target target, LeaderElector elector) throws InterruptedException {
        Duration limit = timeout != null ? timeout : Duration.ofMinutes(2);
        boolean decided = patience(target, elector)
                .until(() -> wait ? elector.state() instanceof Leader : !(elector.state() instanceof Undecided), limit);
        LeaderState state = elector.state();
        Optional<PeerId> leader = leader(state, target.service());
        if (json) {
            surroundings.out().println(json(state, target));
        } else {
            leader.ifPresent(surroundings.out()::println);
        }
        if (leader.isEmpty() || !decided) {
            surroundings.say((decided ? "" : "waited " + DurationConverter.text(limit) + ": ") + state.sentence());
        }
        return code(state, leader).code();
    }

    private ExitCode code(LeaderState state, Optional<PeerId> leader) {
        if (leader.isEmpty()) {
            return ExitCode.UNDECIDED;
        }
        return (check || wait) && !(state instanceof Leader) ? ExitCode.NOT_LEADER : ExitCode.OK;
    }

    private int run(Target target, LeaderElector elector) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        target.service().self().ifPresent(self -> environment.put("ROLLCALL_LEADER", self.podName()));
        Duration limit = timeout != null ? timeout : Duration.ofDays(36_500);
        while (patience(target, elector).until(() -> elector.state() instanceof Leader, limit)) {
            ChildProcess child = start(environment);
            while (child.isAlive() && elector.state() instanceof Leader) {
                boolean unused = child.await(Duration.ofMillis(100));
            }
            if (!child.isAlive()) {
                return child.code();
            }
            surroundings.say(elector.state().sentence() + "; " + command.get(0) + " is told to end");
            child.stop();
        }
        surroundings.say("waited " + DurationConverter.text(limit) + " to lead: "
                + elector.state().sentence());
        return (elector.state() instanceof Follower ? ExitCode.NOT_LEADER : ExitCode.UNDECIDED).code();
    }

    private ChildProcess start(Map<String, String> environment) {
        try {
            return ChildProcess.start(command, environment, "", grace);
        } catch (IOException e) {
            throw new CannotRunException(
                    "cannot run " + command.get(0) + ": " + e.getMessage() + "; give the path of an executable file");
        }
    }

    private Patience patience(Target target, LeaderElector elector) {
        return new Patience(
                surroundings,
                () -> "waiting for the leader of " + target.service().domain() + ": "
                        + elector.state().sentence());
    }

    private static Optional<PeerId> leader(LeaderState state, HeadlessService service) {
        return state instanceof Leader
                ? service.self()
                : state instanceof Follower follower ? Optional.of(follower.of()) : Optional.empty();
    }

    private static String json(LeaderState state, Target target) {
        return Json.object(json -> {
            PeerJson.head(json, target);
            json.writeStringField("state", state.getClass().getSimpleName().toUpperCase(Locale.ROOT));
            Json.text(json, "leader", leader(state, target.service()).map(PeerId::podName));
            json.writeStringField("sentence", state.sentence());
        });
    }
}
