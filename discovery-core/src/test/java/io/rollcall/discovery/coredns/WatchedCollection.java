// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All objects of one kind, and everything that ever happened to them: the resource version is the number of events so
 * far, plus one because zero has a meaning of its own (Kubernetes API concepts, "Resource versions"). Not thread-safe.
 */
final class WatchedCollection {

    private final String apiVersion;
    private final String kind;
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();

    WatchedCollection(String apiVersion, String kind) {
        this.apiVersion = apiVersion;
        this.kind = kind;
    }

    void put(ObjectNode object) {
        String key = key(object);
        ObjectNode known = objects.put(key, object);
        happened(known == null ? "ADDED" : "MODIFIED", object);
    }

    /** Removes what matches and is not among those to keep. */
    void removeIf(Predicate<ObjectNode> matches, Collection<ObjectNode> keep) {
        List<String> kept = keep.stream().map(WatchedCollection::key).toList();
        for (ObjectNode object : List.copyOf(objects.values())) {
            if (matches.test(object) && !kept.contains(key(object))) {
                objects.remove(key(object));
                happened("DELETED", object.deepCopy());
            }
        }
    }

    int version() {
        return events.size() + 1;
    }

    /** The events after a version. */
    List<ObjectNode> since(int version) {
        return List.copyOf(events.subList(version - 1, events.size()));
    }

    ObjectNode list() {
        ObjectNode list =
                ApiObjects.JSON.createObjectNode().put("apiVersion", apiVersion).put("kind", kind + "List");
        list.putObject("metadata").put("resourceVersion", String.valueOf(version()));
        list.putArray("items").addAll(objects.values());
        return list;
    }

    /** A watch that starts with a list: an event for each object, and one that says that these were all (KEP-3157). */
    List<ObjectNode> initialEvents() {
        List<ObjectNode> initial = new ArrayList<>();
        objects.values().forEach(object -> initial.add(event("ADDED", object)));
        ObjectNode end =
                ApiObjects.JSON.createObjectNode().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = end.putObject("metadata").put("resourceVersion", String.valueOf(version()));
        metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        initial.add(event("BOOKMARK", end));
        return initial;
    }

    private void happened(String type, ObjectNode object) {
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.put("resourceVersion", String.valueOf(version() + 1));
        events.add(event(type, object));
    }

    private static ObjectNode event(String type, ObjectNode object) {
        return ApiObjects.JSON.createObjectNode().put("type", type).set("object", object);
    }

    private static String key(ObjectNode object) {
        return object.at("/metadata/namespace").asText() + "/"
                + object.at("/metadata/name").asText();
    }
}
