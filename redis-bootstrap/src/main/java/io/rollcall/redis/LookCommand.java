// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.report.StateDocument;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.StopSignal;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the commands have in common that look and change nothing. Filled by picocli. */
abstract class LookCommand extends ClusterCommand {

    @Option(
            names = {"-r", "--replicas-per-master"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Replicas that each master shall have. Default: ${DEFAULT-VALUE}")
    private int replicasPerMaster;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to wait for pods that do not answer. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofSeconds(5);

    LookCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    /** Prints for people, and gives the verdict. */
    abstract FormReport report(BootstrapResult.Looked looked);

    /** How many replicas each master shall have. */
    int replicasPerMaster() {
        return replicasPerMaster;
    }

    @Override
    ExitCode run(Session session) throws InterruptedException {
        BootstrapResult result =
                bootstrap(session, options(replicasPerMaster, Map.of(), true)).look(patience);
        if (!(result instanceof BootstrapResult.Looked looked)) {
            FormReport ended = FormReport.ended(result);
            return end(ended.code(), ended.sentence(), null);
        }
        FormReport report = report(looked);
        text().print(report.text());
        return end(report.code(), report.sentence(), StateDocument.of(looked.state(), looked.seen(), looked.missing()));
    }

    /** The verdict of a look as an exit code. */
    static ExitCode verdict(BootstrapResult.Looked looked) {
        return switch (looked.state().title()) {
            case "formed-healthy" -> ExitCode.OK;
            case "fresh", "half-formed" -> ExitCode.NOT_FORMED;
            case "formed-moved", "damaged" -> ExitCode.NEEDS_HEAL;
            default ->
                looked.state()
                        .refusalToHeal()
                        .map(refusal -> ExitCode.of(refusal.cause()))
                        .orElse(ExitCode.NEEDS_HEAL);
        };
    }

    /** The verdict of a look in a sentence. */
    static String sentence(BootstrapResult.Looked looked) {
        String what = switch (verdict(looked)) {
            case OK -> "healthy: all nodes agree, all links are up";
            case NOT_FORMED -> looked.state().title() + ": run form";
            case NEEDS_HEAL -> looked.state().title() + ": run heal";
            default ->
                "refused: " + looked.state().refusalToHeal().orElseThrow().sentence();
        };
        return looked.missing().isEmpty() ? what : what + "; missing: " + String.join("; ", looked.missing());
    }
}
