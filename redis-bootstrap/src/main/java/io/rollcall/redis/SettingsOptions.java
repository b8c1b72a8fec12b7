// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What settings that are lowered for a while shall be in the end: shared by commands that lower some. */
final class SettingsOptions {

    @Option(
            names = "--cluster-node-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "cluster-node-timeout that every node shall have in the end. Default: what each node has; give it"
                            + " where that is no whole number of seconds up to 60, so that it is known after a crash")
    private @Nullable Duration nodeTimeout;

    @Option(
            names = "--repl-diskless-sync-delay",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "repl-diskless-sync-delay in whole seconds, likewise. Default: what each node has")
    private @Nullable Duration syncDelay;

    Map<String, String> configured() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (nodeTimeout != null) {
            settings.put("cluster-node-timeout", Long.toString(nodeTimeout.toMillis()));
        }
        if (syncDelay != null) {
            settings.put("repl-diskless-sync-delay", Long.toString(syncDelay.toSeconds()));
        }
        return settings;
    }
}
