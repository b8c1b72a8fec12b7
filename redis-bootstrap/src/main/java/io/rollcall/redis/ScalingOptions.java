// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.node.MigrationKind;
import io.rollcall.redis.run.MigrationRate;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How pods are taken in and let go: shared by {@code scale} and {@code drain}. Filled by picocli. */
final class ScalingOptions {

    /** Who moves keys. */
    enum Backend {
        /** The best that all nodes offer. */
        AUTO,
        /** The client, key by key. */
        CLASSIC
    }

    @Option(
            names = {"-r", "--replicas-per-master"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Replicas of each master; pods left over become further replicas. Default: ${DEFAULT-VALUE}")
    private int replicasPerMaster;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            converter = RateConverter.class,
            description =
                    "Move at most so much a second, all nodes together: 5000keys, 20MB, 20MiB (as the nodes' memory counts"
                            + " it; bytes only with --backend=classic where servers move slots by themselves)."
                            + " Default: as fast as it goes")
    private MigrationRate rate = MigrationRate.UNLIMITED;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "How slots move: auto (CLUSTER MIGRATION of Redis 8.4, CLUSTER MIGRATESLOTS of Valkey 9 where all nodes"
                            + " have it, else classic) or classic (SETSLOT and MIGRATE). Default: ${DEFAULT-VALUE}")
    private Backend backend = Backend.AUTO;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description =
                    "Longest wait for pods to be listed and to answer, and for a healthy cluster. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofMinutes(2);

    @Option(names = "--dry-run", description = "Show who becomes what and which slots move, and change nothing.")
    private boolean dryRun;

    int replicasPerMaster() {
        return replicasPerMaster;
    }

    MigrationRate rate() {
        return rate;
    }

    Optional<MigrationKind> kind() {
        return backend == Backend.CLASSIC ? Optional.of(MigrationKind.CLASSIC) : Optional.empty();
    }

    Duration patience() {
        return patience;
    }

    boolean dryRun() {
        return dryRun;
    }
}
