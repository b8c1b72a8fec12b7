// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.discovery.PeerId;
import io.rollcall.redis.prepare.Patience;
import io.rollcall.redis.prepare.Preparation;
import io.rollcall.redis.prepare.PrepareOptions;
import io.rollcall.redis.prepare.Prepared;
import io.rollcall.redis.report.PrepareDocument;
import io.rollcall.redis.run.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code prepare}: the init container. */
@Command(
        name = "prepare",
        description = {
            "Prepares a pod before its Redis starts; meant for an init container.",
            "",
            "Waits until DNS lists the pod; writes the announced address, host name and labels, and the script that"
                    + " starts the server with them; puts addresses in nodes.conf right that are proven to have changed,"
                    + " and keeps a backup; and holds a master that lost its data until a replica was promoted, because"
                    + " started empty it would wipe its replicas."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PrepareCommand extends ClusterCommand {

    @Option(
            names = "--pod",
            required = true,
            paramLabel = "NAME",
            defaultValue = "${env:POD_NAME}",
            description = "Name of this pod. [env POD_NAME]")
    private String pod = "";

    @Option(
            names = "--pod-ip",
            paramLabel = "IP",
            defaultValue = "${env:POD_IP}",
            description = "Address of this pod. [env POD_IP] Default: the one that DNS lists")
    private @Nullable String podIp;

    @Option(
            names = "--worker",
            paramLabel = "NAME",
            defaultValue = "${env:NODE_NAME}",
            description = "Worker node of this pod. [env NODE_NAME] Default: no label")
    private @Nullable String worker;

    @Option(
            names = "--zone",
            paramLabel = "NAME",
            defaultValue = "${env:ZONE}",
            description = "Zone of this pod. [env ZONE] Default: no label")
    private @Nullable String zone;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "Where rollcall.conf and entrypoint.sh go.")
    private Path out = Path.of("");

    @Option(
            names = "--nodes-conf",
            paramLabel = "FILE",
            defaultValue = "/data/nodes.conf",
            description = "The server's cluster-config-file; need not exist. Default: ${DEFAULT-VALUE}")
    private Path nodesConf = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The server's dir, with its data. Default: where nodes.conf is")
    private @Nullable Path data;

    @Option(
            names = "--start-empty",
            description = "Start a master without data although its replicas will drop their keys.")
    private boolean startEmpty;

    PrepareCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    ExitCode run(Session session) throws InterruptedException {
        PrepareOptions options = options();
        Patience patience = new Patience(
                sentence -> {
                    err().println(sentence);
                    err().flush();
                },
                System::nanoTime);
        Prepared done;
        try {
            done = new Preparation(session.discovery(), session.factory(), options, patience, stop(), System::nanoTime)
                    .prepare();
        } catch (IOException problem) {
            throw new UsageException("cannot read or write a file of the pod: " + problem, problem);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
        done.repairs().forEach(text()::println);
        return end(
                code(done.end()),
                done.sentence(),
                new PrepareDocument(pod, done.repairs(), done.held().orElse(null)));
    }

    private PrepareOptions options() {
        PeerId self = PeerId.parse(pod)
                .orElseThrow(() -> wrong("\"" + pod
                        + "\" is no name of a StatefulSet's pod, as redis-2; set POD_NAME from metadata.name"));
        Path folder = nodesConf.toAbsolutePath().getParent();
        return new PrepareOptions(
                self,
                given(podIp).map(PrepareCommand::address),
                given(worker),
                given(zone),
                out,
                nodesConf,
                data == null && folder != null
                        ? folder
                        : Optional.ofNullable(data).orElse(nodesConf),
                startEmpty,
                timeout());
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }

    private static InetAddress address(String literal) {
        try {
            if (literal.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                return InetAddress.getByName(literal);
            }
        } catch (UnknownHostException noLiteral) {
            // Said below.
        }
        throw wrong("\"" + literal + "\" is no IP address; set POD_IP from status.podIP");
    }

    private static UsageException wrong(String sentence) {
        return new UsageException(sentence, new IllegalArgumentException(sentence));
    }

    private static ExitCode code(Prepared.End end) {
        return switch (end) {
            case READY -> ExitCode.OK;
            case NOT_LISTED -> ExitCode.PEERS_MISSING;
            case UNREADABLE -> ExitCode.DAMAGED;
            case KEYS_AT_RISK -> ExitCode.KEYS;
            case STOPPED -> ExitCode.STOPPED;
        };
    }
}
