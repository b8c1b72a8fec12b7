// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import org.junit.jupiter.api.AfterEach;

/** A server with the headless service nginx in the namespace default, port peer 7000. */
abstract class NginxZone {

    static final String SVC = "nginx.default.svc.cluster.local.";
    static final String SRV = "_peer._tcp." + SVC;

    final HeadlessDns dns = HeadlessDns.start();
    final Dig dig = Dig.at(dns);
    final Service nginx = dns.service("nginx").port("peer", 7000);

    @AfterEach
    void stop() {
        dns.close();
    }

    /** Adds web-0 and so on with 10.1.0.1 and so on. */
    void pods(int count) {
        for (int i = 0; i < count; i++) {
            nginx.pod("web-" + i, "10.1.0." + (i + 1));
        }
    }
}
