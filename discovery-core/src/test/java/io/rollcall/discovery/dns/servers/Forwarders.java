// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Caches that ask another server for what they do not know. */
final class Forwarders {

    private Forwarders() {}

    static Daemon unbound(InetSocketAddress upstream) {
        return Daemon.start(
                "unbound",
                "unbound",
                Daemon.anyLoopback(),
                (directory, at) -> {
                    Path file = Files.writeString(directory.resolve("unbound.conf"), """
                            server:
                              interface: %1$s
                              port: %2$d
                              do-daemonize: no
                              username: ""
                              chroot: ""
                              directory: "%3$s"
                              pidfile: ""
                              use-syslog: no
                              logfile: ""
                              do-not-query-localhost: no
                              access-control: 127.0.0.0/8 allow
                              module-config: "iterator"
                            remote-control:
                              control-enable: no
                            forward-zone:
                              name: "cluster.local"
                              forward-addr: %4$s@%5$d
                            """.formatted(
                                    at.getAddress().getHostAddress(),
                                    at.getPort(),
                                    directory,
                                    upstream.getAddress().getHostAddress(),
                                    upstream.getPort()));
                    return List.of("-d", "-p", "-c", file.toString());
                },
                Daemon::succeeded);
    }

    /** As it stands in front of kube-dns. */
    static Daemon dnsmasq(InetSocketAddress upstream) {
        return Daemon.start(
                "dnsmasq",
                "dnsmasq-base",
                Daemon.anyLoopback(),
                (directory, at) -> {
                    Path file = Files.writeString(directory.resolve("dnsmasq.conf"), """
                            port=%d
                            listen-address=%s
                            bind-interfaces
                            no-resolv
                            no-hosts
                            cache-size=1000
                            no-negcache
                            user=root
                            log-facility=-
                            server=/cluster.local/%s#%d
                            """.formatted(
                                    at.getPort(),
                                    at.getAddress().getHostAddress(),
                                    upstream.getAddress().getHostAddress(),
                                    upstream.getPort()));
                    return List.of("--keep-in-foreground", "--pid-file=", "--conf-file=" + file);
                },
                Daemon::succeeded);
    }
}
