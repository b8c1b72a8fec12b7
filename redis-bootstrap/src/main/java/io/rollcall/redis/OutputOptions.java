// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.report.CommandDocument;
import io.rollcall.redis.report.Json;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For people or for programs: shared by all commands. Filled by picocli. */
final class OutputOptions {

    @Option(
            names = "--json",
            description =
                    "Print one line of JSON on standard output instead of text; progress stays on standard error.")
    private boolean json;

    /** Whether standard output is for programs: then nothing but {@link #document} may be printed there. */
    boolean json() {
        return json;
    }

    /** Prints the one line. */
    static void document(PrintWriter out, String command, ExitCode code, String message, @Nullable Record result) {
        String outcome = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        out.println(Json.write(CommandDocument.of(command, outcome, code.code(), message, result)));
        out.flush();
    }
}
