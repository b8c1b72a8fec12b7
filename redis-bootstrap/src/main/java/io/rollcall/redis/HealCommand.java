// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.report.HealDocument;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.HealOptions;
import io.rollcall.redis.run.StopSignal;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code heal}: from a cluster whose pods moved or lost something back to one that takes writes. */
@Command(
        name = "heal",
        description = {
            "Repairs a Redis Cluster whose pods have new addresses, or lost an identity, a master or their links, and"
                    + " returns when it is proven to work.",
            "",
            "Ids, roles and keys stay. What is done rests on proof, row by row of the repair table in the README; where"
                    + " proof is missing it refuses and changes nothing. A pod that does not answer within --patience is"
                    + " left out."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class HealCommand extends ClusterCommand {

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for pods that do not answer. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofSeconds(10);

    @Option(
            names = "--allow-takeover",
            description = "Let a replica take over without a vote also where its master may come back with newer data."
                    + " What that replica does not have is given up.")
    private boolean allowTakeover;

    @Option(
            names = "--repair-placement",
            description = "Move masters, gracefully and one at a time, to where workers and zones are better spread.")
    private boolean repairPlacement;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--dry-run", description = "Show what is wrong and change nothing.")
    private boolean dryRun;

    HealCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    ExitCode run(Session session) throws InterruptedException {
        BootstrapResult result = bootstrap(session, options(1, settings.configured(), dryRun))
                .heal(new HealOptions(patience, allowTakeover, repairPlacement));
        FormReport report = FormReport.ofHealing(result);
        text().print(report.text());
        return end(report.code(), report.sentence(), HealDocument.of(result));
    }
}
