// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.cli.doctor.DoctorCommand;
import io.rollcall.discovery.cli.peerfinder.PeerFinderCommand;
import io.rollcall.discovery.identity.Sources;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code rollcall} program.
 *
 * @since 0.1
 */
@Command(
        name = "rollcall",
        header = "Finds peers through DNS.",
        description = {
            "Peers of a headless service from DNS alone: who is there, who leads, and what is wrong.",
            "",
            "In a pod of a StatefulSet nothing but the number of peers has to be told. Elsewhere name the service."
        },
        footer = {
            "",
            "'rollcall COMMAND --help' tells more. A drop-in for peer-finder: 'rollcall -service=... -on-start=...' is"
                    + " 'rollcall peer-finder ...'.",
            "Completion: 'source <(rollcall generate-completion)'."
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Rollcall implements Runnable {

    private static final List<String> COMMANDS =
            List.of("peers", "watch", "leader", "identity", "doctor", "serve", "peer-finder");

    /** What a signal leaves for ending in order; Kubernetes grants 30 s by default. */
    private static final long ENDING_SECONDS = 25;

    @Spec
    private @Nullable CommandSpec spec;

    private Rollcall() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        // Named, so that SLF4J need not look for it, which takes longer than a lookup.
        System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(new Ending(Thread.currentThread(), ended), "rollcall-stop"));
        PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int code;
        try {
            code = execute(new Surroundings(Sources::system, out, err, Ansi.AUTO), args);
        } finally {
            out.flush();
            err.flush();
            ended.countDown();
        }
        System.exit(code);
    }

    /**
     * Runs one command in this process, without exiting. A command that waits ends when its thread is interrupted.
     *
     * @param args the command line
     * @return the exit code
     */
    public static int execute(Surroundings surroundings, String... args) {
        String[] words = PeerFinderCommand.isMeantBy(args) ? prepend("peer-finder", args) : args;
        CommandLine line = commands(surroundings, words.length > 0 ? words[0] : "");
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.ansi()));
        line.setParameterExceptionHandler(Rollcall::wrongUsage);
        line.setExecutionExceptionHandler((problem, failed, parsed) -> failed(problem, surroundings));
        return line.execute(words);
    }

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(line, "what shall it do? Name a command: " + String.join(", ", COMMANDS));
    }

    /** Only the command that was asked for is set up, which takes a third of the time of all of them. */
    private static CommandLine commands(Surroundings surroundings, String wanted) {
        CommandLine line = new CommandLine(new Rollcall());
        if (COMMANDS.contains(wanted)) {
            line.addSubcommand(wanted, command(wanted, surroundings));
        } else {
            COMMANDS.forEach(name -> line.addSubcommand(name, command(name, surroundings)));
            line.addSubcommand("generate-completion", new GenerateCompletion());
        }
        line.getSubcommands().values().forEach(Rollcall::documentExitCodes);
        documentExitCodes(line);
        return line;
    }

    private static Object command(String name, Surroundings surroundings) {
        return switch (name) {
            case "peers" -> new PeersCommand(surroundings);
            case "watch" -> new WatchCommand(surroundings);
            case "leader" -> LeaderCommand.line(surroundings);
            case "identity" -> new IdentityCommand(surroundings);
            case "doctor" -> new DoctorCommand(surroundings);
            case "serve" -> new ServeCommand(surroundings);
            case "peer-finder" -> new PeerFinderCommand(surroundings);
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    private static int failed(Exception problem, Surroundings surroundings) {
        if (problem instanceof UsageException usage) {
            surroundings.say(String.valueOf(usage.getMessage()));
            return ExitCode.USAGE.code();
        }
        if (problem instanceof CannotRunException cannot) {
            surroundings.say(String.valueOf(cannot.getMessage()));
            return ExitCode.CANNOT_RUN.code();
        }
        if (problem instanceof InterruptedException) {
            return ExitCode.STOPPED.code();
        }
        problem.printStackTrace(surroundings.err());
        return ExitCode.INTERNAL.code();
    }

    private static void documentExitCodes(CommandLine line) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(Integer.toString(code.code()), code.meaning());
        }
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(codes);
    }

    private static String[] prepend(String first, String[] rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /** On a signal: has the command end, and waits until it has. */
    private record Ending(Thread main, CountDownLatch ended) implements Runnable {
        @Override
        public void run() {
            if (ended.getCount() > 0) {
                main.interrupt();
            }
            try {
                boolean unused = ended.await(ENDING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
