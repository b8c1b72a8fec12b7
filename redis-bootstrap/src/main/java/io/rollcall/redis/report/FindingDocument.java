// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.report;

import io.rollcall.redis.decide.Finding;
import java.util.List;

/**
 * Something that is, or was, not as it should be.
 *
 * @param kind the row of the repair table, for instance {@code address-changed}
 * @param sentence which node, and what was seen
 */
public record FindingDocument(String kind, String sentence) {

    /** All findings, in their order. */
    public static List<FindingDocument> of(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new FindingDocument(finding.repair().title(), finding.sentence()))
                .toList();
    }
}
