// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.serde.annotation.Serdeable;
import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.PeerView;
import java.time.Instant;
import java.util.List;

/**
 * A view as JSON.
 *
 * @param service the name that was looked up
 * @param source how the view was obtained
 * @param completeness how much of the expected number is here
 * @param whole false if the answer was cut, so that peers may exist that are not listed
 * @param expectedPeers how many there should be
 * @param missingOrdinals the expected ordinals that nobody here carries
 * @param age how old the view is, as an ISO 8601 duration
 * @param timeToLive how long DNS lets it be kept, as an ISO 8601 duration
 * @param peers by ordinal
 */
@Serdeable.Serializable
record PeersReport(
        String service,
        PeerView.Source source,
        Completeness completeness,
        boolean whole,
        int expectedPeers,
        List<Integer> missingOrdinals,
        String age,
        String timeToLive,
        List<PeerReport> peers) {

    static PeersReport of(PeerView view, Instant now) {
        return new PeersReport(
                view.service().domain(),
                view.source(),
                view.completeness(),
                view.whole(),
                view.service().expectedPeers(),
                view.missingOrdinals(),
                view.age(now).toString(),
                view.ttl().toString(),
                view.peers().stream().map(PeerReport::of).toList());
    }
}
