// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.EnumMap;
import java.util.Map;

/**
 * Collects what a program knows about itself, which wins over every other source. Values are checked when they are
 * used, together with those of all other sources. Not thread-safe.
 *
 * @since 0.1
 */
public final class IdentityBuilder {

    private final Map<Field, String> settings = new EnumMap<>(Field.class);
    private Variables variables = Variables.DEFAULT;

    IdentityBuilder() {}

    /**
     * Sets a field from text, as its {@code ROLLCALL_} variable would.
     *
     * @param field what to set
     * @param value its value
     */
    public IdentityBuilder set(Field field, String value) {
        settings.put(field, value);
        return this;
    }

    /** Declares this process to be none of the peers: a Job, a controller, a tool. */
    public IdentityBuilder observer() {
        return set(Field.MEMBER, "false");
    }

    /** The own pod's name, {@code web-2}. */
    public IdentityBuilder podName(String podName) {
        return set(Field.POD_NAME, podName);
    }

    /** The StatefulSet of the own pod, and the only one whose pods count. */
    public IdentityBuilder statefulSet(String statefulSet) {
        return set(Field.STATEFUL_SET, statefulSet);
    }

    /** The own ordinal, at least 0. */
    public IdentityBuilder ordinal(int ordinal) {
        return set(Field.ORDINAL, Integer.toString(ordinal));
    }

    /** The headless service's name. */
    public IdentityBuilder service(String service) {
        return set(Field.SERVICE, service);
    }

    /** The service's namespace. */
    public IdentityBuilder namespace(String namespace) {
        return set(Field.NAMESPACE, namespace);
    }

    /** The cluster's DNS domain. */
    public IdentityBuilder clusterDomain(String clusterDomain) {
        return set(Field.CLUSTER_DOMAIN, clusterDomain);
    }

    /** The complete name that lists the peers, in place of service, namespace and cluster domain. */
    public IdentityBuilder domain(String domain) {
        return set(Field.DOMAIN, domain);
    }

    /** How many peers there should be, at least 1. */
    public IdentityBuilder expectedPeers(int expectedPeers) {
        return set(Field.EXPECTED_PEERS, Integer.toString(expectedPeers));
    }

    /** The lowest ordinal; 0 unless set. */
    public IdentityBuilder firstOrdinal(int firstOrdinal) {
        return set(Field.FIRST_ORDINAL, Integer.toString(firstOrdinal));
    }

    /** The name of the port to ask for; none unless set. */
    public IdentityBuilder portName(String portName) {
        return set(Field.PORT_NAME, portName);
    }

    /** The port of peers that DNS gives none for, 1 to 65535; none unless set. */
    public IdentityBuilder defaultPort(int defaultPort) {
        return set(Field.DEFAULT_PORT, Integer.toString(defaultPort));
    }

    /** The variable that holds {@code metadata.name}; {@code POD_NAME} unless set. */
    public IdentityBuilder podNameVariable(String name) {
        variables = new Variables(name, variables.podNamespace(), variables.podIndex());
        return this;
    }

    /** The variable that holds {@code metadata.namespace}; {@code POD_NAMESPACE} unless set. */
    public IdentityBuilder podNamespaceVariable(String name) {
        variables = new Variables(variables.podName(), name, variables.podIndex());
        return this;
    }

    /**
     * The variable that holds {@code metadata.labels['apps.kubernetes.io/pod-index']}, or an index like Nomad's
     * {@code NOMAD_ALLOC_INDEX}; {@code POD_INDEX} unless set.
     */
    public IdentityBuilder podIndexVariable(String name) {
        variables = new Variables(variables.podName(), variables.podNamespace(), name);
        return this;
    }

    /** What the settings and the given sources amount to. Pure: reads nothing else. */
    public Identification identify(Sources sources) {
        return Examination.of(settings, variables, sources);
    }

    /**
     * The identity by the settings and {@link Sources#system()}.
     *
     * @throws IdentityException if something needed is missing, invalid or contradictory
     */
    public Identity read() {
        return identify(Sources.system()).orElseThrow();
    }
}
