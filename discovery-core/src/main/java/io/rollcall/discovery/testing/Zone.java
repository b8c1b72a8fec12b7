// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * The services that can change. Every change runs under one lock; whoever answers takes a snapshot, which is made when
 * first asked for after a change, so that adding ten thousand pods costs ten thousand small steps.
 */
final class Zone {

    private final ReentrantLock lock = new ReentrantLock();
    private final Name clusterDomain;
    private final Duration ttl;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Set<String> namespaces = new HashSet<>(List.of("default", "kube-system"));
    private final InetAddress server;
    private long serial = 1;
    private volatile @Nullable ZoneSnapshot snapshot;

    Zone(Name clusterDomain, Duration ttl, InetAddress server) {
        this.clusterDomain = clusterDomain;
        this.ttl = ttl;
        this.server = server;
    }

    Name clusterDomain() {
        return clusterDomain;
    }

    Service service(String name, String namespace) {
        return change(() -> {
            namespaces.add(DnsLabel.checked("namespace", namespace));
            return services.computeIfAbsent(
                    ZoneSnapshot.key(name, namespace), key -> new Service(this, name, namespace));
        });
    }

    void remove(Service service) {
        change(() -> services.remove(ZoneSnapshot.key(service.name(), service.namespace()), service));
    }

    void change(Runnable changes) {
        change(() -> {
            changes.run();
            return this;
        });
    }

    <T> T change(Supplier<T> changes) {
        lock.lock();
        try {
            return changes.get();
        } finally {
            serial++;
            snapshot = null;
            lock.unlock();
        }
    }

    <T> T read(Supplier<T> state) {
        lock.lock();
        try {
            return state.get();
        } finally {
            lock.unlock();
        }
    }

    ZoneSnapshot snapshot() {
        ZoneSnapshot current = snapshot;
        return current != null ? current : read(this::takeSnapshot);
    }

    private ZoneSnapshot takeSnapshot() {
        Map<String, ServedService> served = new LinkedHashMap<>();
        services.forEach((key, service) -> served.put(key, service.served()));
        ZoneSnapshot taken = new ZoneSnapshot(
                clusterDomain, server, ttl, serial, Set.copyOf(namespaces), Collections.unmodifiableMap(served));
        snapshot = taken;
        return taken;
    }
}
