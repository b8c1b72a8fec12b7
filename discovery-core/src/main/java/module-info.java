// SPDX-License-Identifier: Apache-2.0
/**
 * Peers, ordinals and leadership of a stateful application, from DNS alone. {@link io.rollcall.discovery} says how to
 * begin; {@link io.rollcall.discovery.testing} has what an application's tests need.
 */
// Most of what the optional packages build on are automatic modules, whose names their manifests fix. They are
// "static": a
// program that uses none of these packages needs none of these modules.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.rollcall.discovery {
    requires org.dnsjava;
    requires org.slf4j;
    requires static transitive org.jspecify;
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
    // io.rollcall.discovery.grpc, .jedis, .netty, .pekko
    requires static transitive io.grpc;
    requires static transitive io.netty.common;
    requires static transitive io.netty.resolver;
    requires static transitive pekko.actor;
    requires static transitive pekko.discovery;
    requires static transitive redis.clients.jedis;
    requires static transitive scala.library;
    requires static typesafe.config;

    exports io.rollcall.discovery;
    exports io.rollcall.discovery.dns;
    exports io.rollcall.discovery.grpc;
    exports io.rollcall.discovery.identity;
    exports io.rollcall.discovery.jedis;
    exports io.rollcall.discovery.leader;
    exports io.rollcall.discovery.leader.tcp;
    exports io.rollcall.discovery.micronaut;
    exports io.rollcall.discovery.micronaut.client;
    exports io.rollcall.discovery.micronaut.health;
    exports io.rollcall.discovery.micronaut.metrics;
    exports io.rollcall.discovery.netty;
    exports io.rollcall.discovery.pekko;
    exports io.rollcall.discovery.testing;
    exports io.rollcall.discovery.testing.sim;
    exports io.rollcall.discovery.watch;

    opens io.rollcall.discovery.cli to
            info.picocli;
    opens io.rollcall.discovery.cli.doctor to
            info.picocli;
    opens io.rollcall.discovery.cli.peerfinder to
            info.picocli;

    provides io.grpc.NameResolverProvider with
            io.rollcall.discovery.grpc.RollcallNameResolverProvider;
}
