// SPDX-License-Identifier: Apache-2.0
/**
 * Peers, ordinals and leadership of a stateful application, from DNS alone. {@link io.rollcall.discovery} says how to
 * begin; {@link io.rollcall.discovery.testing} has what an application's tests need.
 */
module io.rollcall.discovery {
    requires org.dnsjava;
    requires org.slf4j;
    requires static org.jspecify;
    requires static info.picocli;
    requires static com.fasterxml.jackson.core;
    requires static org.snakeyaml.engine;

    exports io.rollcall.discovery;
    exports io.rollcall.discovery.dns;
    exports io.rollcall.discovery.identity;
    exports io.rollcall.discovery.leader;
    exports io.rollcall.discovery.leader.tcp;
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
