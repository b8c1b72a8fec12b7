// SPDX-License-Identifier: Apache-2.0
/**
 * Peers, ordinals and leadership of a stateful application, from DNS alone. {@link io.rollcall.discovery} says how to
 * begin; {@link io.rollcall.discovery.testing} has what an application's tests need.
 */
// Most of what the optional packages build on are automatic modules, whose names their manifests fix. They are "static": a
// program that uses none of these packages needs none of these modules.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.rollcall.discovery {
    requires org.dnsjava;
    requires org.slf4j;
    requires static org.jspecify;
    requires static info.picocli;
    requires static com.fasterxml.jackson.core;
    requires static org.snakeyaml.engine;
    // io.rollcall.discovery.micronaut
    requires static transitive io.micronaut.micronaut_aop;
    requires static io.micronaut.micronaut_context;
    requires static transitive io.micronaut.micronaut_core;
    requires static io.micronaut.micronaut_core_reactive;
    requires static io.micronaut.micronaut_discovery_core;
    requires static transitive io.micronaut.micronaut_inject;
    requires static io.micronaut.micronaut_management;
    requires static jakarta.annotation;
    requires static jakarta.inject;
    requires static micrometer.core;
    requires static org.reactivestreams;

    exports io.rollcall.discovery;
    exports io.rollcall.discovery.dns;
    exports io.rollcall.discovery.identity;
    exports io.rollcall.discovery.leader;
    exports io.rollcall.discovery.leader.tcp;
    exports io.rollcall.discovery.micronaut;
    exports io.rollcall.discovery.micronaut.client;
    exports io.rollcall.discovery.micronaut.health;
    exports io.rollcall.discovery.micronaut.metrics;
    exports io.rollcall.discovery.testing;
    exports io.rollcall.discovery.testing.sim;
    exports io.rollcall.discovery.watch;

    opens io.rollcall.discovery.cli to
            info.picocli;
    opens io.rollcall.discovery.cli.doctor to
            info.picocli;
    opens io.rollcall.discovery.cli.peerfinder to
            info.picocli;
}
