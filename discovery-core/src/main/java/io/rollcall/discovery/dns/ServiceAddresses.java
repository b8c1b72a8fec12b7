// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.dns.Outcome.Answer;
import io.rollcall.discovery.dns.Outcome.NxDomain;
import io.rollcall.discovery.dns.Outcome.ServFail;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the service's own name says about addresses.
 *
 * @param outcomes one for each family that was asked for; never empty
 */
record ServiceAddresses(Map<AddressFamily, Outcome> outcomes) {

    ServiceAddresses {
        outcomes = new EnumMap<>(outcomes);
    }

    Set<InetAddress> addresses() {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (Outcome outcome : outcomes.values()) {
            if (outcome instanceof Answer answer) {
                addresses.addAll(Addresses.of(answer.records()));
            }
        }
        return addresses;
    }

    /** Whether these are all addresses that there are. */
    boolean whole() {
        return outcomes.values().stream()
                .allMatch(outcome -> outcome instanceof Answer answer ? answer.whole() : outcome.conclusive());
    }

    /** The families that the service has, or may have. */
    Set<AddressFamily> families() {
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        outcomes.forEach((family, outcome) -> {
            if (outcome instanceof Answer || !outcome.conclusive()) {
                families.add(family);
            }
        });
        return families;
    }

    /** Whether there is nobody for certain; a name that does not exist has no records of any type (RFC 8020). */
    boolean denied() {
        return addresses().isEmpty() && (whole() || any(outcome -> outcome instanceof NxDomain));
    }

    /** Whether the server failed at it or cut it, because the answer is too large: Knot does the one, BIND the other. */
    boolean broke() {
        return any(outcome -> outcome instanceof ServFail || (outcome instanceof Answer answer && !answer.whole()));
    }

    private boolean any(Predicate<Outcome> test) {
        return outcomes.values().stream().anyMatch(test);
    }
}
