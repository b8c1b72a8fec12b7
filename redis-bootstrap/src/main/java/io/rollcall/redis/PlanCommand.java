// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.decide.Planner;
import io.rollcall.redis.decide.Planning;
import io.rollcall.redis.decide.Repair;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.StopSignal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code plan}: what would be done? */
@Command(
        name = "plan",
        description = {
            "Says what form or heal would do, and changes nothing.",
            "",
            "The exit code is that of verify: 0 if there is nothing to do."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PlanCommand extends LookCommand {

    PlanCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    FormReport report(BootstrapResult.Looked looked) {
        StringBuilder text = new StringBuilder(StateText.of(looked.state()));
        if (verdict(looked) == ExitCode.NOT_FORMED
                && Planner.plan(looked.seen(), replicasPerMaster()) instanceof Planning.Planned planned) {
            text.append(ClusterMap.plan(planned.plan(), looked.seen(), replicasPerMaster()));
        }
        Set<Repair> repairs = new LinkedHashSet<>();
        looked.state().findings().forEach(finding -> repairs.add(finding.repair()));
        repairs.forEach(repair -> text.append("  heal would, if proven (")
                .append(repair.proof())
                .append("): ")
                .append(repair.action())
                .append('\n'));
        return new FormReport(verdict(looked), text.toString(), sentence(looked));
    }
}
