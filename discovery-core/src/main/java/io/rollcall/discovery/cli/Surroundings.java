// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.identity.Sources;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command finds around it. A test has its own.
 *
 * @param sources reads what tells who this process is; called when it is needed, at most a few times
 * @param out for results
 * @param err for progress and problems
 * @param ansi whether results may have colours
 * @since 0.1
 */
public record Surroundings(Supplier<Sources> sources, PrintWriter out, PrintWriter err, Ansi ansi) {

    /** Says something that is no result. */
    public void say(String sentence) {
        err.println(sentence);
        err.flush();
    }
}
