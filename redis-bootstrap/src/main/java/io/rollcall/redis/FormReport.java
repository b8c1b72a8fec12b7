// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.Phase;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints how a formation ended, and gives the exit code for it. */
final class FormReport {

    private FormReport() {}

    static ExitCode print(BootstrapResult result, PrintWriter out, PrintWriter err) {
        if (result instanceof BootstrapResult.Done done) {
            print(done, out);
            return ExitCode.OK;
        }
        if (result instanceof BootstrapResult.DryRun) {
            out.println("Dry run: nothing was changed.");
            return ExitCode.OK;
        }
        if (result instanceof BootstrapResult.Refused refused) {
            err.println("refused: " + refused.refusal().sentence());
            return ExitCode.of(refused.refusal().cause());
        }
        if (result instanceof BootstrapResult.PeersMissing missing) {
            err.println("peers missing: " + missing.sentence());
            return ExitCode.PEERS_MISSING;
        }
        if (result instanceof BootstrapResult.TimedOut late) {
            err.println("timed out: " + late.sentence());
            return ExitCode.TIMED_OUT;
        }
        err.println("stopped: transient settings are restored; run again to go on from here");
        return ExitCode.STOPPED;
    }

    private static void print(BootstrapResult.Done done, PrintWriter out) {
        if (done.changed()) {
            out.println("Phases, from the moment when all nodes had answered:");
            for (Phase phase : done.phases()) {
                out.printf(Locale.ROOT, "  %-26s %s%n", phase.gate().title(), seconds(phase.passedAfter()));
            }
        }
        out.println("Cluster:");
        out.print(ClusterMap.nodes(done.last()));
        out.println(
                done.changed()
                        ? "formed in " + seconds(done.took())
                        : "already formed, nothing changed; verified in " + seconds(done.took()));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }
}
