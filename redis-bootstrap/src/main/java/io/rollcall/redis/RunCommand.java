// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import io.rollcall.redis.http.ControllerApi;
import io.rollcall.redis.http.HttpServer;
import io.rollcall.redis.http.Metrics;
import io.rollcall.redis.run.BootstrapOptions;
import io.rollcall.redis.run.HealOptions;
import io.rollcall.redis.run.StopSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the sidecar, or the controller. */
@Command(
        name = "run",
        description = {
            "Keeps the cluster formed, as a sidecar of every pod or as a controller of its own, until it is stopped.",
            "",
            "It looks when DNS changes and from time to time, and serves HTTP: /health, /health/liveness,"
                    + " /health/readiness, /status, /metrics, and /prestop, which lets a replica take over from a master"
                    + " that is about to be stopped.",
            "",
            "Given its pod's name, it is one of several: their leader acts, and the others report. Epochs that the"
                    + " cluster itself keeps tell an old leader from a new one."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RunCommand extends ClusterCommand {

    @Option(
            names = {"-r", "--replicas-per-master"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Replicas of each master; pods left over become further replicas. Default: ${DEFAULT-VALUE}")
    private int replicasPerMaster;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--pod",
            paramLabel = "NAME",
            defaultValue = "${env:POD_NAME}",
            description = "Pod that this is a sidecar of. [env POD_NAME] Default: none, a controller that is alone")
    private @Nullable String pod;

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Address to serve HTTP on. Default: ${DEFAULT-VALUE}")
    private String httpHost = "";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to serve HTTP on; 0 for any. Default: ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "Time between two looks while nothing changes. Default: ${DEFAULT-VALUE}")
    private Duration interval = Duration.ofSeconds(10);

    @Option(
            names = "--prestop-budget",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "Longest time for one /prestop; the pod's terminationGracePeriodSeconds has to be longer."
                    + " Default: ${DEFAULT-VALUE}")
    private Duration prestopBudget = Duration.ofSeconds(10);

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to wait for pods that do not answer, before a repair goes on without them."
                    + " Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ofSeconds(5);

    @Option(
            names = "--allow-takeover",
            description = "Let a replica take over without a vote also where its master may come back with newer data.")
    private boolean allowTakeover;

    @Option(
            names = "--repair-placement",
            description = "Move masters, gracefully and one at a time, to where workers and zones are better spread.")
    private boolean repairPlacement;

    RunCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    ExitCode run(Session session) throws InterruptedException {
        if (interval.isZero() || prestopBudget.isZero() || httpPort < 0 || httpPort > 65535) {
            throw new UsageException(
                    "--interval and --prestop-budget must be more than zero, --http-port 0 to 65535",
                    new IllegalArgumentException("run"));
        }
        Optional<PeerId> self = session.service().self();
        BootstrapOptions options = options(replicasPerMaster, settings.configured(), false);
        HealOptions healing = new HealOptions(patience, allowTakeover, repairPlacement);
        Metrics metrics = new Metrics();
        try (RunAssembly assembly = new RunAssembly(
                        session, self, options, healing, interval, prestopBudget, metrics, err(), stop());
                HttpServer server = serve(assembly, self, metrics)) {
            err().println("serving on port " + server.port() + " for "
                    + session.service().domain()
                    + self.map(name -> ", beside " + name).orElse(""));
            err().flush();
            assembly.controller().run(stop());
        }
        return end(ExitCode.OK, "stopped: transient settings are restored", null);
    }

    @Override
    HeadlessService seenFrom(HeadlessService service) {
        return self(service)
                .map(id -> new HeadlessService(
                        service.domain(),
                        service.portName(),
                        service.defaultPort(),
                        Optional.of(id.set()),
                        service.firstOrdinal(),
                        service.expectedPeers(),
                        Optional.of(id)))
                .orElse(service);
    }

    private HttpServer serve(RunAssembly assembly, Optional<PeerId> self, Metrics metrics) {
        // A pass ends by its own deadline; after some more time the loop is stuck.
        Duration longest = timeout().plus(interval.multipliedBy(3)).plusSeconds(30);
        try {
            return HttpServer.start(
                    httpHost,
                    httpPort,
                    new ControllerApi(
                            assembly.controller(),
                            assembly.handover(),
                            self,
                            metrics,
                            longest,
                            InstantSource.system()));
        } catch (IllegalArgumentException taken) {
            throw new UsageException(String.valueOf(taken.getMessage()), taken);
        }
    }

    private Optional<PeerId> self(HeadlessService service) {
        if (pod == null || pod.isBlank()) {
            return Optional.empty();
        }
        PeerId id = PeerId.parse(pod)
                .orElseThrow(() -> new UsageException(
                        "\"" + pod
                                + "\" is no name of a StatefulSet's pod, as redis-2; set POD_NAME from metadata.name,"
                                + " or leave --pod out for a controller",
                        new IllegalArgumentException(pod)));
        int last = service.firstOrdinal() + service.expectedPeers() - 1;
        if (id.ordinal() < service.firstOrdinal() || id.ordinal() > last) {
            throw new UsageException(
                    "pod " + id + " is not one of the ordinals " + service.firstOrdinal() + " to " + last
                            + "; set --pods to the size of the StatefulSet, or leave --pod out for a controller",
                    new IllegalArgumentException(pod));
        }
        return Optional.of(id);
    }
}
