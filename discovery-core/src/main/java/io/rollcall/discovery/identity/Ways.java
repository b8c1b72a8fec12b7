// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.List;

/** How to give what is missing. */
final class Ways {

    private final Variables variables;

    Ways(Variables variables) {
        this.variables = variables;
    }

    List<String> to(Field field) {
        String domain =
                "outside of Kubernetes, set " + Field.DOMAIN.variable() + " to the complete name that lists the peers";
        return switch (field) {
            case POD_NAME ->
                List.of(
                        "fill the variable " + variables.podName()
                                + " through the downward API (fieldRef metadata.name)",
                        "set " + Field.POD_NAME.variable() + ", or both " + Field.STATEFUL_SET.variable() + " and "
                                + Field.ORDINAL.variable(),
                        "set serviceName of the StatefulSet, so that the kubelet writes the pod into /etc/hosts",
                        "set " + Field.MEMBER.variable() + "=false if this process is none of the peers");
            case STATEFUL_SET ->
                List.of(
                        "set " + Field.STATEFUL_SET.variable() + " beside the ordinal",
                        "set " + Field.POD_NAME.variable(),
                        "fill the variable " + variables.podName()
                                + " through the downward API (fieldRef metadata.name)");
            case SERVICE ->
                List.of(
                        "set " + Field.SERVICE.variable() + " to the headless service's name",
                        "set serviceName of the StatefulSet, so that the kubelet writes it into /etc/hosts",
                        domain);
            case NAMESPACE ->
                List.of(
                        "fill the variable " + variables.podNamespace()
                                + " through the downward API (fieldRef metadata.namespace)",
                        "set " + Field.NAMESPACE.variable(),
                        domain);
            case CLUSTER_DOMAIN ->
                List.of(
                        "set " + Field.CLUSTER_DOMAIN.variable() + " (cluster.local in most clusters)",
                        "give the pod the dnsPolicy ClusterFirst or ClusterFirstWithHostNet, so that its resolv.conf"
                                + " has an entry svc.<cluster domain>",
                        domain);
            case EXPECTED_PEERS ->
                List.of(
                        "set " + field.variable() + " to the replicas of the StatefulSet",
                        "call IdentityBuilder.expectedPeers");
            default -> List.of("set " + field.variable());
        };
    }
}
