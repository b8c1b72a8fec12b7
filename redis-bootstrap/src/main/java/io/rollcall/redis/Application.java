// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The program. */
@Command(
        name = "redis-bootstrap",
        description = "Forms a Redis Cluster from pods that only know the name of their headless service.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Application {

    /** What a signal leaves for restoring settings; Kubernetes grants 30 s by default. */
    private static final long RESTORE_SECONDS = 10;

    private Application() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        StopSignal stop = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.ask();
                            try {
                                boolean unused = ended.await(RESTORE_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException impatient) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "rollcall-stop"));
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int code;
        try {
            code = execute(Ansi.AUTO, System.getenv(), stop, out, err, args);
        } finally {
            out.flush();
            err.flush();
            ended.countDown();
        }
        System.exit(code);
    }

    /**
     * Runs one command in this process, without exiting and without colours.
     *
     * @param environment where passwords come from
     * @param stop asks the command to stop
     * @param out for results
     * @param err for progress and problems
     * @param args the command line
     * @return the exit code
     */
    public static int execute(
            Map<String, String> environment, StopSignal stop, PrintWriter out, PrintWriter err, String... args) {
        return execute(Ansi.OFF, environment, stop, out, err, args);
    }

    /** The same with colours, or where there is a terminal. */
    static int execute(
            Ansi colours,
            Map<String, String> environment,
            StopSignal stop,
            PrintWriter out,
            PrintWriter err,
            String... args) {
        CommandLine line = new CommandLine(new Application());
        line.addSubcommand(new PlanCommand(environment, stop));
        line.addSubcommand(new FormCommand(environment, stop));
        line.addSubcommand(new ScaleCommand(environment, stop));
        line.addSubcommand(new DrainCommand(environment, stop));
        line.addSubcommand(new PrepareCommand(environment, stop));
        line.addSubcommand(new VerifyCommand(environment, stop));
        line.addSubcommand(new HealCommand(environment, stop));
        line.addSubcommand(new StatusCommand(environment, stop));
        line.addSubcommand(new RunCommand(environment, stop));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(colours));
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Application::wrongUsage);
        line.setExecutionExceptionHandler((problem, failed, parsed) -> {
            if (problem instanceof UsageException usage) {
                err.println(usage.getMessage());
                return ExitCode.USAGE.code();
            }
            problem.printStackTrace(err);
            return ExitCode.INTERNAL.code();
        });
        line.getSubcommands().values().forEach(Application::documentExitCodes);
        documentExitCodes(line);
        return line.execute(args);
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong.getMessage());
        err.println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
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
}
