// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.report.FormDocument;
import io.rollcall.redis.run.Bootstrap;
import io.rollcall.redis.run.BootstrapOptions;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.StopSignal;
import java.security.SecureRandom;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code form}: from pods that know a service name to a cluster that takes writes. */
@Command(
        name = "form",
        description = {
            "Forms a Redis Cluster from the pods of a headless service, and returns when it is proven to work.",
            "",
            "The lowest ordinals become masters with even ranges of hash slots, the others their replicas. A cluster that"
                    + " exists is adopted and left as it is. Nothing is ever flushed, reset or taken over: a node that"
                    + " holds keys of something else or knows another cluster is refused before anything is changed.",
            "",
            "It may be killed at any point and run again, and several may run at once."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class FormCommand extends ClusterCommand {

    @Option(
            names = {"-r", "--replicas-per-master"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Replicas of each master; pods left over become further replicas. Default: ${DEFAULT-VALUE}")
    private int replicasPerMaster;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--dry-run", description = "Show the plan and change nothing.")
    private boolean dryRun;

    FormCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    ExitCode run(Session session) throws InterruptedException {
        BootstrapOptions options;
        try {
            options = new BootstrapOptions(replicasPerMaster, settings.configured(), timeout(), dryRun);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
        BootstrapResult result = new Bootstrap(
                        session.discovery(),
                        session.factory(),
                        options,
                        new ConsoleProgress(session.service(), replicasPerMaster, text(), err(), System::nanoTime),
                        stop(),
                        System::nanoTime,
                        new SecureRandom())
                .form();
        FormReport report = FormReport.of(result);
        text().print(report.text());
        return end(report.code(), report.sentence(), FormDocument.of(result));
    }
}
