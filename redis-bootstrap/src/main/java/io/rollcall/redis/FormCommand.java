// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.report.FormDocument;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.StopSignal;
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
        BootstrapResult result = bootstrap(session, options(replicasPerMaster, settings.configured(), dryRun))
                .form();
        FormReport report = FormReport.of(result);
        text().print(report.text());
        return end(report.code(), report.sentence(), FormDocument.of(result));
    }
}
