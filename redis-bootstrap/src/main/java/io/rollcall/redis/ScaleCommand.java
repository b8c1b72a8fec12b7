// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.decide.ScaleGoal;
import io.rollcall.redis.report.ScaleDocument;
import io.rollcall.redis.run.Scale;
import io.rollcall.redis.run.ScaleOptions;
import io.rollcall.redis.run.ScaleResult;
import io.rollcall.redis.run.StopSignal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code scale}: to another number of pods, up or down, while clients go on. */
@Command(
        name = "scale",
        description = {
            "Brings a Redis Cluster to --expected pods with --replicas-per-master, up or down, while clients go on reading"
                    + " and writing, and returns when it is proven that it works.",
            "",
            "Pods that come join as masters or replicas, and hash slots move to the new masters with as few moves as even"
                    + " shares take. Pods with ordinals above the wanted number are drained: their slots go to the others,"
                    + " replicas get other masters, and when such a pod holds no slot and no key of its own, all others forget"
                    + " it. Only then is it named as removable. Run it after scaling a StatefulSet up, and before scaling it"
                    + " down.",
            "",
            "It may be killed at any point and run again; also a migration that redis-cli began is ended. Nothing is ever"
                    + " flushed, reset or taken over. The cluster has to be healthy; heal makes it so."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
class ScaleCommand extends ClusterCommand {

    private static final Duration USUAL_TIMEOUT = Duration.ofHours(1);

    @Mixin
    private final ScalingOptions scaling = new ScalingOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    ScaleCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    Duration usualTimeout() {
        return USUAL_TIMEOUT;
    }

    /** Whether pods may only leave. */
    boolean drains() {
        return false;
    }

    @Override
    ExitCode run(Session session) throws InterruptedException {
        ScaleOptions options;
        try {
            options = new ScaleOptions(
                    new ScaleGoal(
                            session.service().firstOrdinal(),
                            session.service().expectedPeers(),
                            scaling.replicasPerMaster()),
                    drains(),
                    settings.configured(),
                    timeout(),
                    scaling.patience(),
                    scaling.rate(),
                    scaling.kind(),
                    scaling.dryRun());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
        ScaleResult result = new Scale(
                        session.discovery(),
                        session.factory(),
                        session.slots(),
                        options,
                        new ScaleConsole(text(), err(), System::nanoTime),
                        session.faults(),
                        stop(),
                        System::nanoTime,
                        new SecureRandom())
                .run();
        ScaleReport report = ScaleReport.of(result);
        text().print(report.text());
        return end(report.code(), report.sentence(), ScaleDocument.of(result));
    }
}
