// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.StopSignal;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code verify}: is it as it should be? */
@Command(
        name = "verify",
        description = {
            "Looks at every node and says whether the cluster is as it should be; changes nothing. For a pipeline, or as a"
                    + " Helm test: exit code 0 means that it is.",
            "",
            "cluster_state:ok alone lies; so every link, every view, every replica's master and every own address is"
                    + " looked at. Prints what each server can do, too."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class VerifyCommand extends LookCommand {

    VerifyCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    FormReport report(BootstrapResult.Looked looked) {
        return new FormReport(
                verdict(looked),
                StateText.of(looked.state()) + StateText.capabilities(looked.seen()) + "Cluster:\n"
                        + ClusterMap.nodes(looked.seen()),
                sentence(looked));
    }
}
