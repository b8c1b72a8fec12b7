// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import java.util.List;

/**
 * A pod behind a service.
 *
 * @param hostname empty for an endpoint without one
 */
record ClusterPod(String hostname, List<String> addresses, boolean ready, boolean terminating) {

    static ClusterPod pod(String hostname, String... addresses) {
        return new ClusterPod(hostname, List.of(addresses), true, false);
    }

    static ClusterPod withoutHostname(String... addresses) {
        return pod("", addresses);
    }

    ClusterPod notReady() {
        return new ClusterPod(hostname, addresses, false, terminating);
    }

    ClusterPod deleted() {
        return new ClusterPod(hostname, addresses, ready, true);
    }
}
