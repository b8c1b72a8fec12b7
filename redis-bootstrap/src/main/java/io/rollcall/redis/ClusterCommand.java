// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.redis.node.JedisClusterNode;
import io.rollcall.redis.node.JedisSlotNode;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.redis.node.SlotNode;
import io.rollcall.redis.run.Bootstrap;
import io.rollcall.redis.run.Bootstrap.NodeFactory;
import io.rollcall.redis.run.BootstrapOptions;
import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.io.Writer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common that look for pods and talk to their nodes. Filled by picocli. */
abstract class ClusterCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final FaultOptions fault = new FaultOptions();

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Longest time for everything, the wait for pods included. Default: 2m, for scale and drain 1h")
    private @Nullable Duration timeout;

    private final Map<String, String> environment;
    private final StopSignal stop;

    ClusterCommand(Map<String, String> environment, StopSignal stop) {
        this.environment = environment;
        this.stop = stop;
    }

    /**
     * What a command works with.
     *
     * @param service which pods
     * @param discovery finds them
     * @param factory makes their nodes
     * @param slots makes their nodes for slots and keys
     * @param access how to get into them
     * @param faults is told before steps that are no effects, for tests
     */
    record Session(
            HeadlessService service,
            PeerDiscovery discovery,
            NodeFactory factory,
            SlotNode.Factory slots,
            RedisAccess access,
            Optional<Consumer<String>> faults) {}

    /**
     * Does it, and prints how it ended.
     *
     * @throws IllegalArgumentException if options contradict each other; the message is the user's
     */
    abstract ExitCode run(Session session) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        RedisAccess login = access.access(environment);
        try (PeerDiscovery discovery = discovery()) {
            String domain = "." + discovery.service().domain().replaceFirst("\\.$", "");
            NodeFactory factory = (ordinal, pod, address) ->
                    new JedisClusterNode(ordinal, pod, address, login.naming(at -> pod + domain));
            return run(new Session(
                            discovery.service(),
                            discovery,
                            fault.around(factory),
                            (pod, address) -> new JedisSlotNode(pod, address, login.naming(at -> pod + domain)),
                            login,
                            fault.steps()))
                    .code();
        }
    }

    /** The service as this process sees it: for a command that is one of the pods, with itself. */
    HeadlessService seenFrom(HeadlessService service) {
        return service;
    }

    private PeerDiscovery discovery() {
        try {
            DnsPeerDiscovery.Builder dns = DnsPeerDiscovery.builder(seenFrom(service.service(expected())));
            if (!service.nameservers().isEmpty()) {
                dns.nameservers(service.nameservers());
            }
            return dns.build();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** The longest time for everything. */
    Duration timeout() {
        return timeout == null ? usualTimeout() : timeout;
    }

    /** The longest time where none is given. */
    Duration usualTimeout() {
        return Duration.ofMinutes(2);
    }

    /** How many pods there shall be, where an option of the command's own says so; else those of {@code --pods}. */
    OptionalInt expected() {
        return OptionalInt.empty();
    }

    /** What to bring about within the longest time; what cannot be is the user's mistake. */
    BootstrapOptions options(int replicasPerMaster, Map<String, String> settings, boolean dryRun) {
        try {
            return new BootstrapOptions(replicasPerMaster, settings, timeout(), dryRun);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What brings it about, and says how it goes. */
    Bootstrap bootstrap(Session session, BootstrapOptions options) {
        return new Bootstrap(
                session.discovery(),
                session.factory(),
                options,
                new ConsoleProgress(session.service(), options.replicasPerMaster(), text(), err(), System::nanoTime),
                stop,
                System::nanoTime,
                new SecureRandom());
    }

    /** Asks to stop. */
    StopSignal stop() {
        return stop;
    }

    /** For people's results; leads nowhere where a program reads. */
    PrintWriter text() {
        return output.json()
                ? new PrintWriter(Writer.nullWriter())
                : spec().commandLine().getOut();
    }

    /** For progress and problems. */
    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    /**
     * Ends a command.
     *
     * @param code how it ended
     * @param message one sentence: printed as the last line, after a success on standard output, else on standard error
     * @param result for programs; null where there is nothing to say
     * @return the code
     */
    ExitCode end(ExitCode code, String message, @Nullable Record result) {
        if (output.json()) {
            OutputOptions.document(spec().commandLine().getOut(), spec().name(), code, message, result);
        } else {
            PrintWriter writer = code == ExitCode.OK ? text() : err();
            writer.println(coloured(code, message));
            writer.flush();
        }
        return code;
    }

    /** On a terminal: green for what is well, yellow for what serves but is not whole, red for the rest. */
    private String coloured(ExitCode code, String message) {
        IStyle style = code == ExitCode.OK
                ? Style.fg_green
                : code == ExitCode.NEEDS_HEAL || code == ExitCode.NOT_FORMED || code == ExitCode.DEGRADED
                        ? Style.fg_yellow
                        : Style.fg_red;
        return spec().commandLine().getColorScheme().ansi().enabled()
                ? Style.bold.on() + style.on() + message + style.off() + Style.bold.off()
                : message;
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("commands run under picocli only");
        }
        return spec;
    }
}
