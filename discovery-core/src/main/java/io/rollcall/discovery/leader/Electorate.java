// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * The rules of an election, fixed when the elector is built.
 *
 * @param service whose peers choose
 * @param decider how
 * @param required how many peers it takes
 * @param ownAddresses where this process is; empty if unknown
 * @param incarnation tells this process from others with its identity
 * @param fences whether a fence is asked
 * @param fenceRetry how long to wait after the fence granted nothing
 * @param confirms whether the peers are asked
 * @param validity how long their agreement holds
 * @param heartbeat how long to wait at the most before deciding anew
 */
record Electorate(
        HeadlessService service,
        LeaderDecider decider,
        int required,
        Set<InetAddress> ownAddresses,
        String incarnation,
        boolean fences,
        Duration fenceRetry,
        boolean confirms,
        Duration validity,
        Duration heartbeat) {

    Term term(long now) {
        return new Term(fenceRetry, now);
    }

    Canvass canvass(long now) {
        return new Canvass(required, service.expectedPeers(), validity, now);
    }

    Confirmation.Question question(PeerId asked, ViewDigest digest) {
        return new Confirmation.Question(
                service.domain(), asked, service.self().orElseThrow(), incarnation, digest, validity);
    }

    FencingTokens.Claim claim() {
        return new FencingTokens.Claim(service.domain(), service.self().orElseThrow(), incarnation);
    }
}
