// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

/**
 * Where a pod runs.
 *
 * @param name its name, with its ordinal at the end
 * @param ip its address
 * @param worker its worker node
 * @param zone its zone; empty if it has no label
 * @param nameserver what its /etc/resolv.conf would name, {@code ip:port}
 */
record PodPlace(String name, String ip, String worker, String zone, String nameserver) {

    /** A field of the downward API. */
    String field(String path) {
        return switch (path) {
            case "metadata.name" -> name;
            case "metadata.namespace" -> Chart.NAMESPACE;
            case "status.podIP" -> ip;
            case "spec.nodeName" -> worker;
            case "metadata.labels['apps.kubernetes.io/pod-index']" -> name.substring(name.lastIndexOf('-') + 1);
            case "metadata.labels['topology.kubernetes.io/zone']" -> zone;
            default -> throw new AssertionError("no field " + path);
        };
    }
}
