// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import io.rollcall.discovery.HeadlessService;
import java.util.Map;

/**
 * A service that this process only uses, by the name that people write into a target or a client's configuration.
 *
 * @since 0.1
 */
public final class OtherService {

    private OtherService() {}

    /**
     * Starts the description of a service. A name with a dot is complete; for one without, namespace and cluster domain are
     * those of this process, from its files (see {@link Sources#system()}). {@code ROLLCALL_*} variables do not count: they
     * describe the own service.
     *
     * @param name {@code orders} or {@code orders.shop.svc.cluster.local}
     * @throws IdentityException if the name is without a dot and namespace or cluster domain cannot be told
     */
    public static HeadlessService.Builder named(String name) {
        return name.contains(".") ? HeadlessService.ofDomain(name) : named(name, Sources.system());
    }

    static HeadlessService.Builder named(String name, Sources seen) {
        Sources files =
                new Sources(Map.of(), seen.hostsFile(), seen.resolvConf(), seen.namespaceFile(), seen.hostnameFile());
        Identity identity = Identity.builder()
                .observer()
                .service(name)
                .expectedPeers(1)
                .identify(files)
                .orElseThrow();
        return HeadlessService.ofDomain(identity.service().domain());
    }
}
