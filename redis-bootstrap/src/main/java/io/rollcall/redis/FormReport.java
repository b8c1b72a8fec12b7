// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a run ended, for people.
 *
 * @param code the exit code
 * @param text what there is to show, with its last line break; empty for nothing
 * @param sentence the last line
 */
record FormReport(ExitCode code, String text, String sentence) {

    static FormReport of(BootstrapResult result) {
        if (result instanceof BootstrapResult.Done done) {
            return new FormReport(
                    ExitCode.OK,
                    (done.changed() ? phases(done.phases()) : "") + "Cluster:\n" + ClusterMap.nodes(done.last()),
                    done.changed()
                            ? "formed in " + seconds(done.took())
                            : "already formed, nothing changed; verified in " + seconds(done.took()));
        }
        if (result instanceof BootstrapResult.DryRun) {
            return new FormReport(ExitCode.OK, "", "Dry run: nothing was changed.");
        }
        return ended(result);
    }

    static FormReport ofKeeping(BootstrapResult result) {
        return result instanceof BootstrapResult.Done done
                        && !(done.found().isEmpty() && done.missing().isEmpty())
                ? ofHealing(result)
                : of(result);
    }

    static FormReport ofHealing(BootstrapResult result) {
        if (result instanceof BootstrapResult.Done done) {
            String text = (done.changed() ? phases(done.phases()) : "") + "Cluster:\n" + ClusterMap.nodes(done.last());
            String took = seconds(done.took());
            return done.missing().isEmpty()
                    ? new FormReport(
                            ExitCode.OK,
                            text,
                            done.changed() ? "healed in " + took : "healthy, nothing changed; verified in " + took)
                    : new FormReport(
                            ExitCode.DEGRADED,
                            text,
                            "the cluster serves after " + took + ", but without "
                                    + done.missing().size() + " of its pods: "
                                    + String.join("; ", done.missing()));
        }
        if (result instanceof BootstrapResult.Looked) {
            return new FormReport(ExitCode.OK, "", "Dry run: nothing was changed.");
        }
        return ended(result);
    }

    static FormReport ended(BootstrapResult result) {
        if (result instanceof BootstrapResult.Refused refused) {
            return new FormReport(
                    ExitCode.of(refused.refusal().cause()),
                    "",
                    "refused: " + refused.refusal().sentence());
        }
        if (result instanceof BootstrapResult.PeersMissing missing) {
            return new FormReport(ExitCode.PEERS_MISSING, "", "peers missing: " + missing.sentence());
        }
        if (result instanceof BootstrapResult.TimedOut late) {
            return new FormReport(ExitCode.TIMED_OUT, "", "timed out: " + late.sentence());
        }
        return new FormReport(
                ExitCode.STOPPED, "", "stopped: transient settings are restored; run again to go on from here");
    }

    static String phases(List<Phase> phases) {
        StringBuilder text = new StringBuilder("Phases, from the moment when all nodes had answered:\n");
        phases.forEach(phase -> text.append(
                String.format(Locale.ROOT, "  %-26s %s%n", phase.gate().title(), seconds(phase.passedAfter()))));
        return text.toString();
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }
}
