// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.Peer;
import java.time.Duration;
import java.util.List;

/**
 * What a simulated server says.
 *
 * @param whole false if it was cut, and says so
 * @param lie whether it was not true for longer than caches and propagation explain
 */
record DnsAnswer(Kind kind, List<Peer> peers, boolean whole, Duration ttl, boolean lie) {

    enum Kind {
        PEERS,
        NX_DOMAIN,
        SERV_FAIL,
        SILENCE
    }

    static final DnsAnswer SERV_FAIL = new DnsAnswer(Kind.SERV_FAIL, List.of(), true, Duration.ZERO, false);
    static final DnsAnswer SILENCE = new DnsAnswer(Kind.SILENCE, List.of(), true, Duration.ZERO, false);
}
