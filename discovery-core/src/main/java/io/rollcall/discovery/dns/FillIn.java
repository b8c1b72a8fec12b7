// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.dns.Outcome.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Asks for the addresses of listed peers that came without, all at once. Glue is optional (Kubernetes DNS specification,
 * section 2.4.2): BIND leaves it out above 13 records, Knot cuts it, dnsmasq forgets it. A peer that cannot be resolved
 * stays without an address.
 *
 * <p>One question to the service's own name tells whether there is any IPv6 at all, so that pods without it cost one
 * question each and not two.
 */
final class FillIn {

    private final Enquiry enquiry;
    private final Memory memory;
    private final Roster roster;
    private final Name domain;
    private final Set<AddressFamily> families;

    FillIn(Enquiry enquiry, Memory memory, Roster roster, Name domain, Set<AddressFamily> families) {
        this.enquiry = enquiry;
        this.memory = memory;
        this.roster = roster;
        this.domain = domain;
        this.families = families;
    }

    CompletableFuture<?> run() {
        List<Name> bare = roster.withoutAddress();
        List<CompletableFuture<?>> open = new ArrayList<>();
        boolean both = families.size() > 1;
        if (both && roster.shows(AddressFamily.IPV4) && roster.shows(AddressFamily.IPV6)) {
            open.add(ask(roster.without(AddressFamily.IPV4), Type.A));
            open.add(ask(roster.without(AddressFamily.IPV6), Type.AAAA));
            open.add(ask(bare, Type.A));
            open.add(ask(bare, Type.AAAA));
        } else if (!bare.isEmpty()) {
            if (families.contains(AddressFamily.IPV4)) {
                open.add(ask(bare, Type.A));
            }
            if (families.contains(AddressFamily.IPV6)) {
                open.add(both ? askIfThereIsAny(bare) : ask(bare, Type.AAAA));
            }
        }
        return all(open);
    }

    private CompletableFuture<?> askIfThereIsAny(List<Name> targets) {
        if (memory.isNegative(new Question(domain, Type.AAAA))) {
            return CompletableFuture.completedFuture(true);
        }
        return enquiry.service(domain, Type.AAAA)
                .thenCompose(outcome ->
                        outcome instanceof Answer ? ask(targets, Type.AAAA) : CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Void> ask(List<Name> targets, int type) {
        List<CompletableFuture<?>> open = new ArrayList<>(targets.size());
        for (Name target : targets) {
            open.add(enquiry.pod(new Question(target, type)).thenAccept(outcome -> {
                if (outcome instanceof Answer answer) {
                    roster.setAddresses(target, answer.records());
                }
            }));
        }
        return all(open);
    }

    static CompletableFuture<Void> all(Collection<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }
}
