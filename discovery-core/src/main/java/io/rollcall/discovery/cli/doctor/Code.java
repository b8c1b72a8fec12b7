// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

/** What kinds of findings there are; names are part of the JSON. */
enum Code {
    /** There is no resolv.conf. */
    NO_RESOLV_CONF,
    /** The search list is not that of a pod, or ndots makes names go elsewhere. */
    SEARCH_LIST,
    /** Short names cost several queries. */
    NDOTS,
    /** No server said anything about the service. */
    NO_ANSWER,
    /** A server is silent or cannot be reached, while another answers. */
    NAMESERVER_DEAD,
    /** A server answers with SERVFAIL, REFUSED or rubbish, while another answers well. */
    NAMESERVER_FAILS,
    /** Questions over TCP get no answer. */
    TCP_BLOCKED,
    /** Questions over UDP get no answer. */
    UDP_BLOCKED,
    /** An answer was cut. */
    TRUNCATED,
    /** Servers, or replicas behind one, list different peers. */
    SERVERS_DISAGREE,
    /** The service's name lies outside of what the servers serve. */
    WRONG_CLUSTER_DOMAIN,
    /** The service has a cluster IP. */
    CLUSTER_IP,
    /** The service is an alias. */
    EXTERNAL_NAME,
    /** Nobody is listed. */
    SERVICE_ABSENT,
    /** The own pod runs and is not listed, because it is not ready. */
    NOT_READY_UNPUBLISHED,
    /** The own pod is not listed, and nothing says that it belongs to the service. */
    OWN_POD_MISSING,
    /** The service declares no ports. */
    NO_PORTS,
    /** The service has no port of that name. */
    WRONG_PORT_NAME,
    /** Pods are listed under addresses instead of names. */
    HOSTNAMES_MISSING,
    /** An ordinal between others is not listed. */
    ORDINAL_GAP,
    /** The highest ordinals are not listed. */
    PEERS_MISSING,
    /** More are listed than there should be. */
    OVERSIZE,
    /** A pod is listed, but its own name is denied from a cache. */
    NEGATIVE_CACHED,
    /** Addresses come with further questions only. */
    GLUE_MISSING,
    /** Changes are seen late. */
    LONG_TTL
}
