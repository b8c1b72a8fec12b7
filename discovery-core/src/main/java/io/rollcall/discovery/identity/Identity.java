// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import java.util.List;
import java.util.Optional;

/**
 * Who this process is, whose peers it has, and how that is known. The package documentation has the table of sources.
 *
 * <pre>{@code
 * HeadlessService service = Identity.read().service();     // I am orders-2 of orders.shop.svc.cluster.local., 3 expected
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class Identity {

    private final HeadlessService service;
    private final List<Finding> report;
    private final List<Finding> overruled;

    Identity(HeadlessService service, List<Finding> report, List<Finding> overruled) {
        this.service = service;
        this.report = report;
        this.overruled = overruled;
    }

    /**
     * Reads it from this process's environment and files: {@link Sources#system()}.
     *
     * @throws IdentityException if something needed is missing, invalid or contradictory
     */
    public static Identity read() {
        return builder().read();
    }

    /**
     * Reads it from the given sources and nothing else.
     *
     * @throws IdentityException if something needed is missing, invalid or contradictory
     */
    public static Identity of(Sources sources) {
        return builder().identify(sources).orElseThrow();
    }

    /** For values that the program knows better than its environment. */
    public static IdentityBuilder builder() {
        return new IdentityBuilder();
    }

    /** The service whose peers are wanted, with this process as {@link HeadlessService#self()} if it is one of them. */
    public HeadlessService service() {
        return service;
    }

    /** StatefulSet and ordinal of this process; empty if it was declared to be none of the peers. */
    public Optional<PeerId> self() {
        return service.self();
    }

    /** The own pod's name as its sources write it; empty if this process is none of the peers. */
    public Optional<String> podName() {
        return value(Field.POD_NAME);
    }

    /** The headless service's name; empty if the peers' domain is none of a Kubernetes service. */
    public Optional<String> serviceName() {
        return value(Field.SERVICE);
    }

    /** The service's namespace; empty if the peers' domain is none of a Kubernetes service. */
    public Optional<String> namespace() {
        return value(Field.NAMESPACE);
    }

    /** The cluster's DNS domain without a trailing dot; empty if the peers' domain is none of a Kubernetes service. */
    public Optional<String> clusterDomain() {
        return value(Field.CLUSTER_DOMAIN);
    }

    /** What is known and from where, each field at most once, in the order of {@link Field}. */
    public List<Finding> report() {
        return report;
    }

    /** What sources said differently and was not followed, stronger sources first. */
    public List<Finding> overruled() {
        return overruled;
    }

    @Override
    public String toString() {
        return service.self().map(PeerId::podName).orElse("an observer") + " of " + service.domain() + ", "
                + service.expectedPeers() + " expected";
    }

    private Optional<String> value(Field field) {
        return report.stream()
                .filter(finding -> finding.field() == field)
                .map(Finding::value)
                .findFirst();
    }
}
