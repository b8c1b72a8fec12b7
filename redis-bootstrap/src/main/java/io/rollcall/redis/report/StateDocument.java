// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.decide.Capability;
import io.rollcall.redis.decide.Classification;
import io.rollcall.redis.decide.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the nodes are together.
 *
 * @param state {@code fresh}, {@code half-formed}, {@code formed-healthy}, {@code formed-moved}, {@code damaged},
 *     {@code foreign} or {@code refuse}
 * @param findings what is wrong, by rows of the repair table
 * @param settling what is not reached, a sentence each
 * @param missing why nodes that should be there do not answer, a sentence each
 * @param nodes the nodes that answered
 * @param capabilities which pods have what: {@code config}, {@code shards}, {@code node-names}, {@code zones},
 *     {@code atomic-migration}
 */
public record StateDocument(
        String state,
        List<FindingDocument> findings,
        List<String> settling,
        List<String> missing,
        List<NodeDocument> nodes,
        Map<String, List<String>> capabilities) {

    /** The document of a look. */
    public static StateDocument of(Classification state, Observation seen, List<String> missing) {
        return new StateDocument(
                state.title(),
                FindingDocument.of(state.findings()),
                state instanceof Classification.Damaged damaged ? damaged.settling() : List.of(),
                missing,
                NodeDocument.of(seen),
                new TreeMap<>(Arrays.stream(Capability.values())
                        .collect(Collectors.toMap(
                                capability -> capability
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'),
                                capability -> seen.nodes().stream()
                                        .filter(capability::of)
                                        .map(node -> node.pod())
                                        .toList()))));
    }
}
