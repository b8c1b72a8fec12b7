// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Servers with a zone of their own. */
final class Authorities {

    /** BIND's own default is 100 records of a type at a name; a zone with more is not loaded. */
    private static final String ANY_NUMBER_OF_RECORDS = "max-records-per-type 0;";

    private Authorities() {}

    static Daemon bind(List<Published> services) {
        return bind(services, ANY_NUMBER_OF_RECORDS, Daemon::succeeded);
    }

    /** As Debian starts it, which does not load every zone, so that any reply shows that it is there. */
    static Daemon bindWithDefaultLimits(List<Published> services) {
        return bind(services, "", reply -> true);
    }

    /** As an operator sets it up who serves only some clients, and not us. */
    static Daemon bindThatRefuses() {
        return bind(List.of(), "allow-query { none; };", reply -> reply.getRcode() == Rcode.REFUSED);
    }

    private static Daemon bind(List<Published> services, String option, Predicate<Message> ready) {
        return Daemon.start(
                "named",
                "bind9",
                // It listens only on addresses that an interface has, and not on all of 127.0.0.0/8.
                Daemon.usualLoopback(),
                (directory, at) -> {
                    zone(directory, services);
                    Path file = Files.writeString(directory.resolve("named.conf"), """
                            options {
                              directory "%s";
                              listen-on port %d { %s; };
                              listen-on-v6 { none; };
                              pid-file none;
                              session-keyfile none;
                              recursion no;
                              dnssec-validation no;
                              %s
                            };
                            controls { };
                            zone "cluster.local" { type primary; file "zone"; };
                            """.formatted(
                                    directory, at.getPort(), at.getAddress().getHostAddress(), option));
                    return List.of("-g", "-4", "-n", "1", "-c", file.toString());
                },
                ready);
    }

    static Daemon knot(List<Published> services) {
        return Daemon.start(
                "knotd",
                "knot",
                Daemon.anyLoopback(),
                (directory, at) -> {
                    zone(directory, services);
                    Path file = Files.writeString(directory.resolve("knot.conf"), """
                            server:
                                rundir: "%1$s"
                                listen: %2$s@%3$d
                                udp-workers: 1
                                tcp-workers: 1
                                background-workers: 1
                            log:
                              - target: stderr
                                any: info
                            database:
                                storage: "%1$s"
                            template:
                              - id: default
                                storage: "%1$s"
                                zonefile-sync: -1
                                journal-content: none
                            zone:
                              - domain: cluster.local
                                file: zone
                            """.formatted(
                                    directory, at.getAddress().getHostAddress(), at.getPort()));
                    return List.of("-c", file.toString());
                },
                Daemon::succeeded);
    }

    private static void zone(Path directory, List<Published> services) throws IOException {
        Files.write(directory.resolve("zone"), Published.zoneFile(services));
    }
}
