// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

/**
 * What can be found out about a process and its peers, in the order in which a report lists it.
 *
 * @since 0.1
 */
public enum Field {
    /** Whether this process is one of the peers, {@code true} or {@code false}; true unless told otherwise. */
    MEMBER("membership", "ROLLCALL_MEMBER"),
    /** The own pod's name, {@code web-2}. */
    POD_NAME("pod name", "ROLLCALL_POD_NAME"),
    /** The StatefulSet of the own pod; configured, it is also the only set whose pods count. */
    STATEFUL_SET("StatefulSet", "ROLLCALL_STATEFULSET"),
    /** The own pod's ordinal, 0 to {@link Integer#MAX_VALUE}. */
    ORDINAL("ordinal", "ROLLCALL_ORDINAL"),
    /** The headless service's name, one label. */
    SERVICE("service", "ROLLCALL_SERVICE"),
    /** The namespace of the service. */
    NAMESPACE("namespace", "ROLLCALL_NAMESPACE"),
    /** The cluster's DNS domain, {@code cluster.local} in most clusters. */
    CLUSTER_DOMAIN("cluster domain", "ROLLCALL_CLUSTER_DOMAIN"),
    /** The complete name that lists the peers; replaces service, namespace and cluster domain. */
    DOMAIN("domain", "ROLLCALL_DOMAIN"),
    /** How many peers there should be, at least 1. */
    EXPECTED_PEERS("number of expected peers", "ROLLCALL_EXPECTED_PEERS"),
    /** The lowest ordinal ({@code spec.ordinals.start}). */
    FIRST_ORDINAL("first ordinal", "ROLLCALL_FIRST_ORDINAL"),
    /** The name of the port to ask for. */
    PORT_NAME("port name", "ROLLCALL_PORT_NAME"),
    /**
     * The port of peers that DNS gives none for. Not {@code ROLLCALL_PORT}: Kubernetes sets that in every pod beside a
     * service named rollcall.
     */
    DEFAULT_PORT("default port", "ROLLCALL_DEFAULT_PORT");

    private final String title;
    private final String variable;

    Field(String title, String variable) {
        this.title = title;
        this.variable = variable;
    }

    /** The field in words, for a sentence. */
    public String title() {
        return title;
    }

    /** The environment variable that sets it. */
    public String variable() {
        return variable;
    }
}
