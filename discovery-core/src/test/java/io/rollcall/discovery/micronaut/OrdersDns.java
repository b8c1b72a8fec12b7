// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.ApplicationContext;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Three pods of orders.shop in a DNS server, and the settings of an application that is orders-0. */
final class OrdersDns implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
    private final Service orders = dns.service("orders", "shop").port("http", 8080);

    OrdersDns() {
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            orders.pod("orders-" + ordinal, "127.40.0." + (ordinal + 1));
        }
    }

    HeadlessDns server() {
        return dns;
    }

    Service service() {
        return orders;
    }

    /** As a pod would be configured, with the times of the watch shortened to what a test can wait for. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("rollcall.expected-peers", "3");
        settings.put("rollcall.service", "orders");
        settings.put("rollcall.namespace", "shop");
        settings.put("rollcall.cluster-domain", "cluster.local");
        settings.put("rollcall.pod-name", "orders-0");
        settings.put("rollcall.port-name", "http");
        settings.put(
                "rollcall.nameservers",
                dns.address().getAddress().getHostAddress() + ":"
                        + dns.address().getPort());
        settings.put("rollcall.watch.shortest-poll", "50ms");
        settings.put("rollcall.watch.longest-poll", "100ms");
        settings.put("rollcall.watch.longest-backoff", "100ms");
        settings.put("rollcall.watch.stability-window", "100ms");
        return settings;
    }

    /** An application with these settings, and others over them. */
    ApplicationContext run(Map<String, Object> others) {
        return context(others).start();
    }

    /** The same, not yet started. */
    ApplicationContext context(Map<String, Object> others) {
        Map<String, Object> settings = settings();
        settings.putAll(others);
        return ApplicationContext.builder(settings).build();
    }

    @Override
    public void close() {
        dns.close();
    }
}
