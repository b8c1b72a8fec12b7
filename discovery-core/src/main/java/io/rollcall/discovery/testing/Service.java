// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.ServedService.ClusterIp;
import io.rollcall.discovery.testing.ServedService.ExternalName;
import io.rollcall.discovery.testing.ServedService.Headless;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * A service of the cluster, headless unless {@linkplain #clusterIp said} {@linkplain #externalName otherwise}.
 *
 * <p>Got from {@link HeadlessDns#service(String, String)}. Thread-safe; every change is visible to the next query as a
 * whole. Names follow Kubernetes: labels of RFC 1123 in lower case.
 *
 * @since 0.1
 */
public final class Service {

    private final Zone zone;
    private final String name;
    private final String namespace;
    private final Name domain;
    private final Map<String, ServicePort> ports = new LinkedHashMap<>();
    private final Map<String, Pod> pods = new LinkedHashMap<>();
    private ServedService.Kind kind = new Headless();
    private boolean publishNotReadyAddresses;
    private long namelessPods;
    private @Nullable ServedService served;

    Service(Zone zone, String name, String namespace) {
        this.zone = zone;
        this.name = DnsLabel.checked("service", name);
        this.namespace = namespace;
        this.domain = DnsLabel.absolute("service", name + "." + namespace + ".svc." + zone.clusterDomain());
    }

    /** The service's name, one label. */
    public String name() {
        return name;
    }

    /** The service's namespace, one label. */
    public String namespace() {
        return namespace;
    }

    /** The absolute name to look up, {@code redis.demo.svc.cluster.local.} with its trailing dot. */
    public String domain() {
        return domain.toString();
    }

    /**
     * Adds a named TCP port, or gives the port of that name another number.
     *
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the name is no port name (RFC 6335, section 5.1) or the number out of range
     */
    public Service port(String name, int port) {
        return port(name, "tcp", port);
    }

    /**
     * Adds a named port, or replaces the port of that name.
     *
     * @param protocol {@code tcp}, {@code udp} or {@code sctp}, any case
     * @param port 1 to 65535
     * @throws IllegalArgumentException if a part is invalid; the message names it
     */
    public Service port(String name, String protocol, int port) {
        return change(() -> ports.put(name, ServicePort.of(name, protocol.toLowerCase(Locale.ROOT), port)));
    }

    /**
     * Adds the one TCP port without a name, which Kubernetes allows where it is the only port. It has no SRV record of
     * its own, but CoreDNS answers SRV of the service's name with it.
     *
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the number is out of range
     */
    public Service unnamedPort(int port) {
        return port("", port);
    }

    /** Whether pods that are not ready, or terminating, are answered too; false unless set. */
    public Service publishNotReadyAddresses(boolean publish) {
        return change(() -> publishNotReadyAddresses = publish);
    }

    /**
     * Makes this a service with virtual addresses, the mistake of whoever forgets {@code clusterIP: None}. Its pods then
     * answer for their own names only.
     *
     * @param addresses at least one IPv4 or IPv6 literal
     * @throws IllegalArgumentException if there is none or one is not a literal
     */
    public Service clusterIp(String... addresses) {
        List<InetAddress> parsed = TextAddress.parse(addresses);
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("service " + domain + " needs at least one cluster IP");
        }
        return change(() -> kind = new ClusterIp(parsed));
    }

    /**
     * Makes this an alias of another name ({@code type: ExternalName}). A target inside the cluster domain is followed
     * in the answer; of one outside only the CNAME is given, as this server forwards nothing.
     *
     * @throws IllegalArgumentException if the target is no domain name
     */
    public Service externalName(String target) {
        Name absolute = DnsLabel.domain("external name", target);
        return change(() -> kind = new ExternalName(absolute));
    }

    /**
     * Adds a pod, ready, or gives the pod of that name these addresses and leaves the rest of it as it is.
     *
     * @param hostname the pod's host name, {@code redis-0}
     * @param addresses IPv4 or IPv6 literals; a pod without any is not listed
     * @return the pod, to change it later
     * @throws IllegalArgumentException if the name is no label or an address no literal
     */
    public Pod pod(String hostname, String... addresses) {
        return pod(hostname, TextAddress.parse(addresses));
    }

    /**
     * Adds a pod or readdresses it, as {@link #pod(String, String...)}.
     *
     * @param addresses may be empty
     */
    public Pod pod(String hostname, List<InetAddress> addresses) {
        DnsLabel.checked("pod", hostname);
        return zone.change(() -> {
            Pod pod = pods.computeIfAbsent(hostname, key -> new Pod(this, key, hostname, podName(hostname)));
            return pod.readdress(addresses);
        });
    }

    /**
     * Adds a pod whose endpoint carries no host name, as happens when the set's {@code serviceName} is not this service.
     * Each of its addresses answers under a dashed label, {@code 10-1-2-3}.
     *
     * @param addresses at least one IPv4 or IPv6 literal
     */
    public Pod podWithoutHostname(String... addresses) {
        List<InetAddress> parsed = TextAddress.parse(addresses);
        return zone.change(() -> {
            // No label starts with a dot, so the key meets no host name.
            String key = "." + namelessPods++;
            Pod pod = new Pod(this, key, "", domain);
            pods.put(key, pod);
            return pod.readdress(parsed);
        });
    }

    /**
     * Removes the pod of that host name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public void removePod(String hostname) {
        zone.change(() -> {
            Pod pod = pods.get(hostname);
            if (pod == null) {
                throw new IllegalArgumentException(
                        "service " + domain + " has no pod " + hostname + "; it has " + pods.keySet());
            }
            remove(pod);
        });
    }

    /** The pods at this moment, in the order in which they were added; unmodifiable. */
    public List<Pod> pods() {
        return zone.read(() -> List.copyOf(pods.values()));
    }

    /** Removes the service; its name answers NXDOMAIN from now on. A second call does nothing. */
    public void remove() {
        zone.remove(this);
    }

    void remove(Pod pod) {
        change(() -> pods.remove(pod.key(), pod));
    }

    /** Runs a change of one of the pods. */
    void changePod(Pod pod, Runnable change) {
        change(() -> {
            if (pods.get(pod.key()) != pod) {
                throw new IllegalStateException(pod + " was removed and cannot change any more");
            }
            change.run();
        });
    }

    Name podName(String label) {
        return DnsLabel.absolute("pod", label + "." + domain);
    }

    <T> T read(Supplier<T> state) {
        return zone.read(state);
    }

    ServicePort declaredPort(String portName) {
        ServicePort port = ports.get(portName);
        if (port == null) {
            throw new IllegalArgumentException("service " + domain + " declares no port \"" + portName
                    + "\" that a pod could number otherwise; it declares " + ports.keySet());
        }
        return port;
    }

    private Service change(Runnable change) {
        zone.change(() -> {
            served = null;
            change.run();
        });
        return this;
    }

    /** Called under the zone's lock. */
    ServedService served() {
        ServedService current = served;
        if (current == null) {
            current = ServedService.of(domain, kind, ports.values(), pods.values(), publishNotReadyAddresses);
            served = current;
        }
        return current;
    }

    @Override
    public String toString() {
        return "Service[" + domain + "]";
    }
}
