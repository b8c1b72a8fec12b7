// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;

/**
 * A pod behind a service: a host name, its addresses, and whether it is ready.
 *
 * <p>Got from {@link Service#pod(String, String...)}. Thread-safe; every change is visible to the next query as a whole.
 * A removed pod refuses further changes with {@link IllegalStateException}.
 *
 * @since 0.1
 */
public final class Pod {

    private final Service service;
    private final String key;
    private final String hostname;
    private final Name name;
    private final Map<String, Integer> ownPorts = new HashMap<>();
    private List<InetAddress> addresses = List.of();
    private boolean ready = true;
    private boolean terminating;

    Pod(Service service, String key, String hostname, Name name) {
        this.service = service;
        this.key = key;
        this.hostname = hostname;
        this.name = name;
    }

    /** The host name, {@code redis-0}; empty for a pod without one. */
    public String hostname() {
        return hostname;
    }

    /** The addresses at this moment, in their order; unmodifiable. */
    public List<InetAddress> addresses() {
        return service.read(() -> addresses);
    }

    /**
     * Replaces all addresses, as a restart does.
     *
     * @param literals IPv4 or IPv6 addresses; none at all hides the pod
     * @throws IllegalArgumentException if one is not a literal
     */
    public Pod readdress(String... literals) {
        return readdress(TextAddress.parse(literals));
    }

    /** Replaces all addresses, as a restart does; none at all hides the pod. */
    public Pod readdress(List<InetAddress> addresses) {
        List<InetAddress> copy = List.copyOf(addresses);
        return change(() -> this.addresses = copy);
    }

    /** Whether the pod is ready; true unless set. One that is not is answered only where the service publishes it. */
    public Pod ready(boolean ready) {
        return change(() -> this.ready = ready);
    }

    /** The pod is being deleted: answered only where the service publishes not-ready addresses, until removed. */
    public Pod terminating() {
        return change(() -> terminating = true);
    }

    /**
     * Gives this pod its own number for a port that the service declares, for pods that share one address.
     *
     * @param portName the declared port's name; empty for the unnamed one
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the service declares no such port or the number is out of range
     */
    public Pod port(String portName, int port) {
        return change(() -> {
            service.declaredPort(portName).numbered(port);
            ownPorts.put(portName, port);
        });
    }

    /** Removes the pod from its service. A second call does nothing. */
    public void remove() {
        service.remove(this);
    }

    String key() {
        return key;
    }

    /** Kubernetes, k8s.io/endpointslice/utils.go: ready, or published regardless; never without an address. */
    boolean isServed(boolean publishNotReadyAddresses) {
        return !addresses.isEmpty() && (publishNotReadyAddresses || (ready && !terminating));
    }

    List<Endpoint> endpoints(List<ServicePort> declared) {
        List<ServicePort> ports = new ArrayList<>(declared.size());
        for (ServicePort port : declared) {
            Integer own = ownPorts.get(port.name());
            ports.add(own == null ? port : port.numbered(own));
        }
        List<ServicePort> served = ports.isEmpty() ? List.of(ServicePort.NONE) : List.copyOf(ports);
        List<Endpoint> endpoints = new ArrayList<>(addresses.size());
        for (InetAddress address : addresses) {
            if (hostname.isEmpty()) {
                String label = TextAddress.dashed(address);
                endpoints.add(new Endpoint(label, service.podName(label), address, served));
            } else {
                endpoints.add(new Endpoint(hostname, name, address, served));
            }
        }
        return endpoints;
    }

    private Pod change(Runnable change) {
        service.changePod(this, change);
        return this;
    }

    @Override
    public String toString() {
        String identity = hostname.isEmpty() ? addresses().toString() : hostname;
        return "Pod[" + identity + " of " + service.domain() + "]";
    }
}
