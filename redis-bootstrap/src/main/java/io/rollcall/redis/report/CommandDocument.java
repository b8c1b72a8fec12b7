// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import org.jspecify.annotations.Nullable;

/**
 * How a command ended: the one line that {@code --json} prints on standard output.
 *
 * @param schema {@link Json#SCHEMA}
 * @param command its name, for instance {@code heal}
 * @param outcome the exit code's name, for instance {@code ok} or {@code peers-missing}
 * @param exitCode the exit code
 * @param message one sentence for people
 * @param result what the command has to say; null where it ended before there was something
 */
public record CommandDocument(
        String schema,
        String command,
        String outcome,
        int exitCode,
        String message,
        @Nullable Record result) {

    /** A document of the current schema. */
    public static CommandDocument of(
            String command, String outcome, int exitCode, String message, @Nullable Record result) {
        return new CommandDocument(Json.SCHEMA, command, outcome, exitCode, message, result);
    }
}
