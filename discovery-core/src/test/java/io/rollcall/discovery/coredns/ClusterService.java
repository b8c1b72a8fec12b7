// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Pod;
import io.rollcall.discovery.testing.Service;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A service and its pods, described once and given to both servers: to CoreDNS as API objects, to HeadlessDns by its
 * own methods. Immutable; every method returns a changed copy.
 *
 * @param clusterIps empty for a headless service
 * @param externalName empty unless the service is an alias
 */
record ClusterService(
        String name,
        String namespace,
        List<String> clusterIps,
        String externalName,
        boolean publishNotReadyAddresses,
        List<ClusterPort> ports,
        List<ClusterPod> pods) {

    static ClusterService headless(String name) {
        return headless(name, "default");
    }

    static ClusterService headless(String name, String namespace) {
        return new ClusterService(name, namespace, List.of(), "", false, List.of(), List.of());
    }

    static ClusterService alias(String name, String target) {
        return new ClusterService(name, "default", List.of(), target, false, List.of(), List.of());
    }

    ClusterService clusterIp(String... addresses) {
        return new ClusterService(
                name, namespace, List.of(addresses), externalName, publishNotReadyAddresses, ports, pods);
    }

    ClusterService port(String portName, int number) {
        return port(portName, "TCP", number);
    }

    ClusterService port(String portName, String protocol, int number) {
        List<ClusterPort> more = Stream.concat(ports.stream(), Stream.of(new ClusterPort(portName, protocol, number)))
                .toList();
        return new ClusterService(name, namespace, clusterIps, externalName, publishNotReadyAddresses, more, pods);
    }

    ClusterService publishingNotReady() {
        return new ClusterService(name, namespace, clusterIps, externalName, true, ports, pods);
    }

    ClusterService pods(ClusterPod... replaced) {
        return pods(List.of(replaced));
    }

    ClusterService pods(List<ClusterPod> replaced) {
        return new ClusterService(
                name, namespace, clusterIps, externalName, publishNotReadyAddresses, ports, List.copyOf(replaced));
    }

    /** Pods {@code web-0} and so on with {@code 10.x.y.z} and so on. */
    ClusterService webPods(int count) {
        return pods(IntStream.range(0, count)
                .mapToObj(i -> ClusterPod.pod("web-" + i, "10.20.%d.%d".formatted(i / 250, 1 + i % 250)))
                .toList());
    }

    String domain() {
        return name + "." + namespace + ".svc.cluster.local.";
    }

    /** Makes the service there what it is here, as one change. */
    void putInto(HeadlessDns dns) {
        dns.atomically(() -> {
            dns.service(name, namespace).remove();
            Service service = dns.service(name, namespace);
            service.publishNotReadyAddresses(publishNotReadyAddresses);
            ports.forEach(port -> service.port(port.name(), port.protocol(), port.number()));
            if (!clusterIps.isEmpty()) {
                service.clusterIp(clusterIps.toArray(String[]::new));
            }
            if (!externalName.isEmpty()) {
                service.externalName(externalName);
            }
            pods.forEach(pod -> put(pod, service));
        });
    }

    private static void put(ClusterPod pod, Service service) {
        String[] addresses = pod.addresses().toArray(String[]::new);
        Pod added = pod.hostname().isEmpty()
                ? service.podWithoutHostname(addresses)
                : service.pod(pod.hostname(), addresses);
        added.ready(pod.ready());
        if (pod.terminating()) {
            added.terminating();
        }
    }
}
