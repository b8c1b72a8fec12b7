// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.serde.annotation.Serdeable;
import io.rollcall.discovery.Evidence;
import java.util.List;

/**
 * Why there are no peers to show, as JSON.
 *
 * @param service the name that was looked up
 * @param reason what came back and what to do, in one sentence
 * @param evidence every DNS exchange behind it
 */
@Serdeable.Serializable
record Problem(String service, String reason, List<String> evidence) {

    static Problem of(String service, String reason, List<Evidence> evidence) {
        return new Problem(
                service, reason, evidence.stream().map(Evidence::toString).toList());
    }
}
