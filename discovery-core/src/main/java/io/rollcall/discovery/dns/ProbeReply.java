// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.Evidence;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one nameserver said to one question over one transport. Names are absolute, in lower case. Immutable.
 *
 * @param evidence how the exchange ended
 * @param targets the SRV records' targets, each once, sorted
 * @param ports the SRV records' ports
 * @param addresses those of the A or AAAA records
 * @param glue how many addresses came beside SRV records
 * @param alias where a CNAME led
 * @param zone the zone that denied the name, by the owner of its SOA record
 * @param trouble what was wrong, where the verdict alone does not say it; empty otherwise
 * @since 0.1
 */
public record ProbeReply(
        Evidence evidence,
        List<String> targets,
        Set<Integer> ports,
        List<InetAddress> addresses,
        int glue,
        Optional<String> alias,
        Optional<String> zone,
        String trouble) {

    /** Copies the collections. */
    public ProbeReply {
        targets = List.copyOf(targets);
        ports = Set.copyOf(ports);
        addresses = List.copyOf(addresses);
    }

    /** Whether records came back. */
    public boolean answered() {
        return evidence.verdict() == Evidence.Verdict.ANSWER;
    }
}
