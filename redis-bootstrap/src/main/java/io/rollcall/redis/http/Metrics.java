// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.ReplicationLink;
import io.rollcall.redis.decide.SlotSet;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.ControllerState;
import io.rollcall.redis.run.Upkeep;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The controller's meters. Thread-safe. */
public final class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<@Nullable ControllerState> state = new AtomicReference<>();

    /** Nothing is known yet. */
    public Metrics() {
        gauge(
                "done",
                "1 if nothing is wrong with the cluster",
                now -> now.problems().isEmpty() ? 1 : 0);
        gauge(
                "problems",
                "What is wrong with the cluster",
                now -> now.problems().size());
        gauge(
                "acting",
                "1 if this process brings the cluster in order",
                now -> now.acting().acts() ? 1 : 0);
        gauge("pods.listed", "Pods that DNS lists", now -> now.view().peers().size());
        gauge(
                "pods.expected",
                "Pods that there should be",
                now -> now.view().service().expectedPeers());
        gauge(
                "nodes.answering",
                "Nodes that answered the last look",
                now -> reports(now).size());
        gauge("nodes.moved", "Nodes that another one knows at an address where they are not", Metrics::moved);
        gauge("slots.covered", "Hash slots that a node which answers owns", Metrics::slots);
        gauge(
                "masters",
                "Masters that own hash slots",
                now -> reports(now).stream()
                        .filter(node -> !node.self().slots().isEmpty())
                        .count());
        gauge(
                "replication.links.down",
                "Replicas without a link to their master",
                now -> reports(now).stream()
                        .filter(node -> node.link().filter(link -> !link.up()).isPresent())
                        .count());
        gauge(
                "replicas",
                "Replicas with a link to their master",
                now -> reports(now).stream()
                        .filter(node -> node.link().filter(ReplicationLink::up).isPresent())
                        .count());
        for (Upkeep.Kind kind : Upkeep.Kind.values()) {
            registry.counter("rollcall.redis.passes", "outcome", name(kind));
        }
        registry.counter("rollcall.redis.handovers", "outcome", "done");
        registry.counter("rollcall.redis.handovers", "outcome", "refused");
    }

    private void gauge(String name, String what, ToDoubleFunction<ControllerState> value) {
        Gauge.builder("rollcall.redis." + name, state, reference -> {
                    ControllerState now = reference.get();
                    return now == null ? Double.NaN : value.applyAsDouble(now);
                })
                .description(what)
                .register((MeterRegistry) registry);
    }

    /** Takes over what was found. */
    public void looked(ControllerState now) {
        state.set(now);
    }

    /**
     * Counts a pass, and for a change what was found and how long each phase took.
     *
     * @param pass how it ended
     * @param done what it proved; null if it did not get there
     */
    public void passed(Upkeep.Pass pass, BootstrapResult.@Nullable Done done) {
        registry.counter("rollcall.redis.passes", "outcome", name(pass.kind())).increment();
        if (done != null && done.changed()) {
            done.found().forEach(finding -> registry.counter(
                            "rollcall.redis.repairs", "cause", finding.repair().name().toLowerCase(Locale.ROOT))
                    .increment());
            done.phases().forEach(phase -> registry.timer("rollcall.redis.phase", "gate", phase.gate().title())
                    .record(phase.passedAfter()));
        }
    }

    void handedOver(boolean done) {
        registry.counter("rollcall.redis.handovers", "outcome", done ? "done" : "refused")
                .increment();
    }

    /** The text that Prometheus reads. */
    String scrape() {
        return registry.scrape();
    }

    private static List<NodeReport> reports(ControllerState now) {
        return now.seen().observation().nodes();
    }

    private static double moved(ControllerState now) {
        return reports(now).stream()
                .filter(node -> reports(now).stream()
                        .flatMap(teller -> teller.knowledgeOf(node.id()).stream())
                        .map(KnownNode::address)
                        .anyMatch(address -> !address.equals(node.address())))
                .count();
    }

    private static double slots(ControllerState now) {
        return reports(now).stream()
                .map(node -> node.self().slots())
                .reduce(SlotSet.NONE, SlotSet::plus)
                .size();
    }

    private static String name(Upkeep.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
