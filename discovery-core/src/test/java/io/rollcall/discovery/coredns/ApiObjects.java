// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the API server and the EndpointSlice controller make of a service. */
final class ApiObjects {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The most that the API lets one slice hold; the controller's default is 100. */
    static final int LARGEST_SLICE = 1000;

    private ApiObjects() {}

    static ObjectNode namespace(String name) {
        return JSON.valueToTree(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name)));
    }

    static ObjectNode service(ClusterService service) {
        return JSON.valueToTree(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", service.name(), "namespace", service.namespace()),
                "spec",
                specification(service)));
    }

    private static Map<String, Object> specification(ClusterService service) {
        if (!service.externalName().isEmpty()) {
            return Map.of("type", "ExternalName", "externalName", service.externalName());
        }
        List<String> clusterIps = service.clusterIps().isEmpty() ? List.of("None") : service.clusterIps();
        return Map.of(
                "type",
                "ClusterIP",
                "clusterIP",
                clusterIps.get(0),
                "clusterIPs",
                clusterIps,
                "publishNotReadyAddresses",
                service.publishNotReadyAddresses(),
                "ports",
                ports(service));
    }

    /**
     * One or more slices for each family that a pod has.
     *
     * @param overlap how many endpoints a slice shares with the one before, as happens while they move between slices
     */
    static List<ObjectNode> endpointSlices(ClusterService service, int endpointsPerSlice, int overlap) {
        List<ObjectNode> slices = new ArrayList<>();
        for (String family : List.of("IPv4", "IPv6")) {
            List<Map<String, Object>> endpoints = new ArrayList<>();
            for (ClusterPod pod : service.pods()) {
                for (String address : pod.addresses()) {
                    if (address.contains(":") == family.equals("IPv6")) {
                        endpoints.add(endpoint(pod, address, service.publishNotReadyAddresses()));
                    }
                }
            }
            for (int from = 0; from < endpoints.size(); from += endpointsPerSlice - overlap) {
                int to = Math.min(endpoints.size(), from + endpointsPerSlice);
                slices.add(slice(service, family, slices.size(), endpoints.subList(from, to)));
            }
        }
        return slices;
    }

    private static ObjectNode slice(
            ClusterService service, String family, int number, List<Map<String, Object>> endpoints) {
        return JSON.valueToTree(Map.of(
                "apiVersion",
                "discovery.k8s.io/v1",
                "kind",
                "EndpointSlice",
                "metadata",
                Map.of(
                        "name",
                        service.name() + "-" + number,
                        "namespace",
                        service.namespace(),
                        "labels",
                        Map.of("kubernetes.io/service-name", service.name())),
                "addressType",
                family,
                "ports",
                ports(service),
                "endpoints",
                endpoints));
    }

    /** The conditions follow k8s.io/endpointslice, utils.go: whoever publishes what is not ready calls it ready. */
    private static Map<String, Object> endpoint(ClusterPod pod, String address, boolean publishNotReady) {
        Map<String, Boolean> conditions = Map.of(
                "ready",
                publishNotReady || (pod.ready() && !pod.terminating()),
                "serving",
                pod.ready(),
                "terminating",
                pod.terminating());
        return pod.hostname().isEmpty()
                ? Map.of("addresses", List.of(address), "conditions", conditions)
                : Map.of("addresses", List.of(address), "conditions", conditions, "hostname", pod.hostname());
    }

    private static List<Map<String, Object>> ports(ClusterService service) {
        return service.ports().stream()
                .map(port ->
                        Map.<String, Object>of("name", port.name(), "protocol", port.protocol(), "port", port.number()))
                .toList();
    }
}
