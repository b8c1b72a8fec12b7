// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a process is given: a fixture that starts from nothing. */
final class Given {

    static final String POD_HEADER = """
            # Kubernetes-managed hosts file.
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            """;
    static final String NODE_HEADER = """
            # Kubernetes-managed hosts file (host network).
            127.0.0.1\tlocalhost
            """;

    private final Map<String, String> environment = new HashMap<>();
    private Optional<String> hosts = Optional.empty();
    private Optional<String> resolvConf = Optional.empty();
    private Optional<String> namespaceFile = Optional.empty();
    private Optional<String> hostnameFile = Optional.empty();

    private Given() {}

    static Given nothing() {
        return new Given();
    }

    /** A pod of a StatefulSet as the kubelet starts it, with the number of peers and nothing else configured. */
    static Given pod(String name, String service, String namespace, String clusterDomain) {
        return nothing()
                .with("ROLLCALL_EXPECTED_PEERS", "3")
                .with("HOSTNAME", name)
                .hosts(POD_HEADER + "10.1.0.7\t" + name + "." + service + "." + namespace + ".svc." + clusterDomain
                        + "\t" + name + "\n")
                .resolvConf("search " + namespace + ".svc." + clusterDomain + " svc." + clusterDomain + " "
                        + clusterDomain + "\nnameserver 10.96.0.10\noptions ndots:5\n")
                .namespaceFile(namespace)
                .hostnameFile(name + "\n");
    }

    static Given web2() {
        return pod("web-2", "nginx", "default", "cluster.local");
    }

    /** Three peers at a complete name: all that is left open is which of them this is. */
    static Given threeOfConsul() {
        return nothing().with("ROLLCALL_EXPECTED_PEERS", "3").with("ROLLCALL_DOMAIN", "web.service.consul");
    }

    /** Pod 2 of set web by its name: all that is left open is the service. */
    static Given podNamedWeb2() {
        return nothing().with("ROLLCALL_EXPECTED_PEERS", "3").with("POD_NAME", "web-2");
    }

    Given with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Given without(String variable) {
        environment.remove(variable);
        return this;
    }

    Given hosts(String text) {
        hosts = Optional.of(text);
        return this;
    }

    Given resolvConf(String text) {
        resolvConf = Optional.of(text);
        return this;
    }

    Given namespaceFile(String text) {
        namespaceFile = Optional.of(text);
        return this;
    }

    Given hostnameFile(String text) {
        hostnameFile = Optional.of(text);
        return this;
    }

    Sources sources() {
        return new Sources(environment, hosts, resolvConf, namespaceFile, hostnameFile);
    }

    Identity identity() {
        return Identity.of(sources());
    }

    /** The sentences of what is wrong or missing; fails if nothing is. */
    List<String> problems() {
        Identification result = Identity.builder().identify(sources());
        if (result instanceof Identification.Conflicting conflicting) {
            return conflicting.problems().stream().map(Problem::toString).toList();
        }
        if (result instanceof Identification.Incomplete incomplete) {
            return incomplete.problems().stream().map(Problem::toString).toList();
        }
        throw new AssertionError("nothing is wrong with " + result.orElseThrow());
    }
}
