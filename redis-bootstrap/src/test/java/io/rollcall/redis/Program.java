// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.run.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the program as a user does: in this process, or as one that can be killed. */
public final class Program {

    /**
     * What a run left.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Run(int code, String out, String err) {}

    private Program() {}

    /** The command line that forms a set of this size in the service {@code redis} of the namespace {@code demo}. */
    public static List<String> form(HeadlessDns dns, int pods, String... more) {
        return form(dns, "redis", pods, more);
    }

    public static List<String> form(HeadlessDns dns, String service, int pods, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "form",
                "--service=" + service,
                "--namespace=demo",
                "--pods=" + pods,
                "--nameserver=" + dns.address().getAddress().getHostAddress() + ":"
                        + dns.address().getPort()));
        args.addAll(List.of(more));
        return args;
    }

    /** What a run with {@code --json} says under {@code result}. */
    public static JsonObject result(Run run) {
        return JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("result");
    }

    public static Run run(List<String> args) {
        return run(Map.of(), args);
    }

    public static Run run(Map<String, String> environment, List<String> args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Application.execute(
                environment, new StopSignal(), new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    /** Starts it in a process of its own, with its output in a file. */
    public static Process start(Path output, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName()));
        command.addAll(args);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }
}
