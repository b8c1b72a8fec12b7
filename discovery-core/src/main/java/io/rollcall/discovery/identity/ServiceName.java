// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.List;
import java.util.Optional;

/** A name of the form {@code <service>.<namespace>.svc.<cluster domain>} (Kubernetes DNS specification, 2.4). */
record ServiceName(String service, String namespace, String clusterDomain) {

    static Optional<ServiceName> parse(String name) {
        String[] labels = name.split("\\.", 4);
        return labels.length == 4 && labels[2].equalsIgnoreCase("svc") && !labels[3].isEmpty()
                ? Optional.of(new ServiceName(labels[0], labels[1], labels[3]))
                : Optional.empty();
    }

    List<Finding> findings(Source source) {
        return List.of(
                new Finding(Field.SERVICE, service, source),
                new Finding(Field.NAMESPACE, namespace, source),
                new Finding(Field.CLUSTER_DOMAIN, clusterDomain, source));
    }

    @Override
    public String toString() {
        return service + "." + namespace + ".svc." + clusterDomain;
    }
}
