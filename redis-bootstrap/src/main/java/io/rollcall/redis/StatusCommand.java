// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.StopSignal;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code status}: what is there? */
@Command(
        name = "status",
        description = {
            "Shows the nodes and what they are together; changes nothing.",
            "",
            "The exit code is 0 whenever there was something to see; use verify for a verdict."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class StatusCommand extends LookCommand {

    StatusCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    FormReport report(BootstrapResult.Looked looked) {
        return new FormReport(
                ExitCode.OK,
                "Cluster:\n" + ClusterMap.nodes(looked.seen()) + StateText.of(looked.state()),
                sentence(looked));
    }
}
