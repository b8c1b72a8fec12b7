// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.identity.Finding;
import io.rollcall.discovery.identity.Identity;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code identity}: who this process is, and how that is known. */
@Command(
        name = "identity",
        header = "Says who this process is, and how that is known.",
        description = {
            "Prints who this process is, whose peers it has, and which source says so. Asks no server.",
            "",
            "Sources, the stronger first: options, ROLLCALL_ variables, POD_NAME, POD_NAMESPACE and POD_INDEX, the"
                    + " kubelet's line in /etc/hosts, the service account's namespace file, the search list of"
                    + " /etc/resolv.conf, the host name. Sources that contradict each other are an error (2)."
        },
        footer = {"", "Example:", "  rollcall identity --json"},
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class IdentityCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    IdentityCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Target target = service.target(surroundings, false);
        surroundings.out().print(json ? json(target) + System.lineSeparator() : text(target));
        return ExitCode.OK.code();
    }

    private static String text(Target target) {
        Identity identity = target.identity();
        StringBuilder text = new StringBuilder(
                        identity.self().map(PeerId::podName).orElse("none of the peers"))
                .append(" of ")
                .append(identity.service().domain())
                .append(System.lineSeparator());
        for (Finding finding : identity.report()) {
            text.append(String.format(
                    "  %-25s %-30s %s%n", finding.field().title(), finding.value(), target.source(finding)));
        }
        for (Finding finding : identity.overruled()) {
            text.append("  not followed: ").append(finding).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String json(Target target) {
        Identity identity = target.identity();
        return Json.object(json -> {
            json.writeStringField("service", identity.service().domain());
            Json.text(json, "self", identity.self().map(PeerId::podName));
            findings(json, "findings", identity.report(), target);
            findings(json, "overruled", identity.overruled(), target);
        });
    }

    private static void findings(JsonGenerator json, String name, List<Finding> findings, Target target)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Finding finding : findings) {
            boolean assumed = target.assumed().contains(finding.field());
            json.writeStartObject();
            json.writeStringField("field", finding.field().name());
            json.writeStringField("value", finding.value());
            json.writeStringField("source", target.source(finding));
            json.writeStringField(
                    "kind", assumed ? "ASSUMED" : finding.source().kind().name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
