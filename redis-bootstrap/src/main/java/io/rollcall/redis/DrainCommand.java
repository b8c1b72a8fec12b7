// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.StopSignal;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drain}: what a StatefulSet needs before it is scaled down. */
@Command(
        name = "drain",
        description = {
            "Empties the pods with the highest ordinals, so that only --to pods stay: their hash slots move to the others,"
                    + " replicas get other masters, and all others forget them. Exits with 0 only when those pods hold no slot"
                    + " and no key of their own and nobody knows them: then, and not before, may they be removed.",
            "",
            "How many pods there are now does not matter; --pods is not needed. It may be killed at any point and run again."
                    + " A replica that leaves keeps its copy; it is its master's data, and its master stays."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class DrainCommand extends ScaleCommand {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "N",
            description = "How many pods stay, those with the lowest ordinals.")
    private int to;

    DrainCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    OptionalInt expected() {
        return OptionalInt.of(to);
    }

    @Override
    boolean drains() {
        return true;
    }
}
