// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.http;

import io.rollcall.discovery.PeerId;
import io.rollcall.redis.report.HealthDocument;
import io.rollcall.redis.report.HealthDocument.Check;
import io.rollcall.redis.report.PrestopDocument;
import io.rollcall.redis.report.RunDocument;
import io.rollcall.redis.run.Controller;
import io.rollcall.redis.run.ControllerState;
import io.rollcall.redis.run.Handover;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the HTTP server tells and does, apart from HTTP. Thread-safe.
 *
 * @param controller the loop
 * @param handover hands over
 * @param self the pod that this process is beside; empty for none
 * @param metrics the meters
 * @param longestPass how long the loop may show no life
 * @param clock the controller's clock
 */
public record ControllerApi(
        Controller controller,
        Handover handover,
        Optional<PeerId> self,
        Metrics metrics,
        Duration longestPass,
        InstantSource clock) {

    /** Everything, the cluster included: for people and monitoring, not for probes. */
    HealthDocument health() {
        return HealthDocument.of(List.of(loop(), looked(), cluster()));
    }

    /** Whether restarting this process would help. */
    HealthDocument liveness() {
        return HealthDocument.of(List.of(loop()));
    }

    /**
     * Whether this process does its work. The state of the cluster has no part in it: a pod that is not ready because the
     * cluster is not, would keep the cluster from becoming it.
     */
    HealthDocument readiness() {
        return HealthDocument.of(List.of(looked()));
    }

    private Check loop() {
        Duration silent = Duration.between(controller.beat(), clock.instant());
        return Check.of(
                "loop",
                silent.compareTo(longestPass) < 0,
                "the loop has shown no life for " + silent.toSeconds() + " s");
    }

    private Check looked() {
        return Check.of("look", controller.state().isPresent(), "there was no look at the nodes yet");
    }

    private Check cluster() {
        List<String> problems =
                controller.state().map(ControllerState::problems).orElse(List.of("nothing is known"));
        return Check.of(
                "cluster",
                problems.isEmpty(),
                problems.stream().findFirst().orElse("")
                        + (problems.size() > 1 ? "; and " + (problems.size() - 1) + " more" : ""));
    }

    Optional<RunDocument> status() {
        return controller.state().map(RunDocument::of);
    }

    PrestopDocument prestop(Optional<String> named) throws InterruptedException {
        Optional<PeerId> pod = named.isPresent() ? named.flatMap(PeerId::parse) : self;
        if (pod.isEmpty()) {
            return new PrestopDocument(
                    named.orElse(""),
                    false,
                    named.map(name -> "\"" + name + "\" is no name of a pod, as redis-2")
                            .orElse(
                                    "which pod is to be stopped? This process is beside none; ask /prestop?pod=redis-2"));
        }
        Handover.Result result = handover.from(pod.get());
        metrics.handedOver(result.done());
        return new PrestopDocument(pod.get().podName(), result.done(), result.sentence());
    }
}
