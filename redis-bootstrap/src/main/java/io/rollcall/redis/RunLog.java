// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.ControllerState;
import io.rollcall.redis.run.Upkeep;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;

/** One line for each change of what the controller finds, and none while it stays. Called from one thread. */
final class RunLog {

    private final PrintWriter err;
    private final Consumer<ControllerState> next;
    private String cluster = "";
    private String acting = "";
    private Optional<Upkeep.Pass> pass = Optional.empty();

    RunLog(PrintWriter err, Consumer<ControllerState> next) {
        this.err = err;
        this.next = next;
    }

    void looked(ControllerState now) {
        String role = (now.acting().acts() ? "acting: " : "reporting: ")
                + now.acting().reason();
        if (!kind(role).equals(acting)) {
            acting = kind(role);
            say(now, role);
        }
        String found = now.problems().isEmpty()
                ? "the cluster is done"
                : now.problems().get(0)
                        + (now.problems().size() > 1
                                ? "; and " + (now.problems().size() - 1) + " more"
                                : "");
        if (!kind(found).equals(cluster)) {
            cluster = kind(found);
            say(now, found);
        }
        if (!now.pass().equals(pass)) {
            pass = now.pass();
            pass.ifPresent(done -> say(now, done.sentence()));
        }
        next.accept(now);
    }

    /** Times and counts in a sentence are no change worth a line. */
    private static String kind(String sentence) {
        return sentence.replaceAll("\\d+ ms", "");
    }

    private void say(ControllerState now, String sentence) {
        err.println(now.at() + " " + sentence);
        err.flush();
    }
}
