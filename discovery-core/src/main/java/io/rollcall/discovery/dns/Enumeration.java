// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Rung;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.dns.Outcome.Answer;
import io.rollcall.discovery.dns.Outcome.Timeout;
import io.rollcall.discovery.dns.Outcome.Unreachable;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * One look, down the ladder: SRV of the named port, SRV of the bare name, addresses of the service, one ordinal after the
 * other. Each rung is taken only when the one above gave no whole list.
 */
final class Enumeration {

    private final HeadlessService service;
    private final Enquiry enquiry;
    private final Memory memory;
    private final InstantSource clock;
    private final Set<AddressFamily> families;
    private final Name domain;
    private final Roster roster;
    private final Hints hints;

    Enumeration(
            HeadlessService service, Set<AddressFamily> families, Enquiry enquiry, Memory memory, InstantSource clock) {
        this.service = service;
        this.enquiry = enquiry;
        this.memory = memory;
        this.clock = clock;
        this.families = families;
        this.domain = Name.fromConstantString(service.domain());
        this.roster = new Roster(service, families);
        this.hints = new Hints(service);
    }

    CompletableFuture<LookupResult> run() {
        return service.portName().isPresent()
                ? namedPort().thenCompose(this::namedPortSaid)
                : enquiry.service(domain, Type.SRV).thenCompose(outcome -> bareNameSaid(outcome, Rung.PORT));
    }

    private CompletableFuture<Outcome> namedPort() {
        Name name = Name.fromConstantString("_" + service.portName().orElseThrow() + "._tcp." + service.domain());
        return enquiry.service(name, Type.SRV);
    }

    private CompletableFuture<LookupResult> namedPortSaid(Outcome outcome) {
        if (outcome instanceof Answer answer) {
            return listed(answer, true, Rung.PORT);
        }
        return outcome.conclusive()
                ? enquiry.service(domain, Type.SRV).thenCompose(bare -> bareNameSaid(bare, Rung.SERVICE))
                : addressesUnlessSilent(outcome);
    }

    private CompletableFuture<LookupResult> bareNameSaid(Outcome outcome, Rung rung) {
        if (!(outcome instanceof Answer answer)) {
            return addressesUnlessSilent(outcome);
        }
        if (rung == Rung.PORT) {
            return listed(answer, true, rung);
        }
        roster.addTargets(answer.records(), answer.glue(), false);
        if (roster.isEmpty()) {
            return listed(answer, false, rung);
        }
        // Other ports have pods while the named one had none a moment ago: either pods have just come, or it is wrong.
        return namedPort().thenCompose(again -> {
            if (again instanceof Answer late) {
                return listed(late, true, Rung.PORT);
            }
            hints.wrongPort(roster.otherPorts());
            return listed(answer, false, rung);
        });
    }

    /** Somebody who does not answer one question is not asked a harder one. */
    private CompletableFuture<LookupResult> addressesUnlessSilent(Outcome outcome) {
        return outcome instanceof Timeout || outcome instanceof Unreachable
                ? completedFuture(nobody(false))
                : addresses(false);
    }

    private CompletableFuture<LookupResult> listed(Answer answer, boolean wanted, Rung rung) {
        roster.addTargets(answer.records(), answer.glue(), wanted);
        if (roster.pointsToItself()) {
            hints.clusterIp();
            return completedFuture(result(rung, answer.whole()));
        }
        if (!answer.whole()) {
            return addresses(true);
        }
        if (roster.isEmpty()) {
            return addresses(false);
        }
        return new FillIn(enquiry, memory, roster, domain, families).run().thenApply(done -> result(rung, true));
    }

    /** @param cut whether the list of names was cut, so that the addresses have to make up for it */
    private CompletableFuture<LookupResult> addresses(boolean cut) {
        return serviceAddresses().thenCompose(listed -> {
            if (enquiry.alias().isPresent() && Hints.isKubernetes(service)) {
                hints.alias(enquiry.alias().get());
                return completedFuture(nobody(true));
            }
            if (listed.denied() && roster.isEmpty()) {
                listed.outcomes().values().forEach(hints::absent);
                return completedFuture(nobody(true));
            }
            if (listed.addresses().isEmpty() && !cut && !listed.broke()) {
                return completedFuture(nobody(false));
            }
            return new FillIn(enquiry, memory, roster, domain, families).run().thenCompose(done -> names(listed));
        });
    }

    private CompletableFuture<ServiceAddresses> serviceAddresses() {
        Map<AddressFamily, Outcome> outcomes = new EnumMap<>(AddressFamily.class);
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (AddressFamily family : families) {
            int type = family == AddressFamily.IPV4 ? Type.A : Type.AAAA;
            open.add(enquiry.service(domain, type).thenAccept(outcome -> outcomes.put(family, outcome)));
        }
        return FillIn.all(open).thenApply(done -> new ServiceAddresses(outcomes));
    }

    /** Finds the names of addresses, by as few questions as will do. */
    private CompletableFuture<LookupResult> names(ServiceAddresses listed) {
        Sweep sweep = new Sweep(service, enquiry, memory, roster, domain, listed.families());
        if (listed.whole()) {
            return sweep.until(listed.addresses())
                    .thenCompose(done -> strays(listed))
                    .thenApply(strays -> result(rung(sweep), strays != Strays.TOO_MANY));
        }
        if (roster.isEmpty() && listed.addresses().isEmpty()) {
            // Too large an answer, or a broken server: one question tells.
            return sweep.first()
                    .thenCompose(done -> roster.isEmpty()
                            ? completedFuture(nobody(false))
                            : sweep.everyone().thenApply(all -> result(rung(sweep), sweep.settled())));
        }
        return sweep.everyone()
                .thenCompose(done -> strays(listed))
                .thenApply(strays -> result(rung(sweep), strays == Strays.NONE && sweep.settled()));
    }

    private static Rung rung(Sweep sweep) {
        return sweep.found() ? Rung.SWEEP : Rung.ADDRESSES;
    }

    /** Addresses that no name explains. */
    private enum Strays {
        NONE,
        /** Each is a peer's that is in the result. */
        PLACED,
        /** More than the peers in the result can have. */
        TOO_MANY
    }

    /**
     * Addresses that no name explains are peers without one, if a second look still lists them: a pod that moved between
     * the questions would otherwise count twice.
     */
    private CompletableFuture<Strays> strays(ServiceAddresses listed) {
        Set<InetAddress> strays = new LinkedHashSet<>(listed.addresses());
        strays.removeAll(roster.addresses());
        if (strays.isEmpty() || roster.isEmpty()) {
            return completedFuture(place(strays));
        }
        return serviceAddresses().thenApply(again -> {
            if (again.whole()) {
                strays.retainAll(again.addresses());
            }
            return place(strays);
        });
    }

    private Strays place(Set<InetAddress> strays) {
        boolean placed = roster.addStrays(strays);
        return strays.isEmpty() ? Strays.NONE : placed ? Strays.PLACED : Strays.TOO_MANY;
    }

    private LookupResult nobody(boolean certain) {
        if (certain) {
            return new LookupResult.Absent(enquiry.evidence(), hints.sentences());
        }
        enquiry.troubles().forEach(hints::trouble);
        return new LookupResult.Failed(enquiry.evidence(), hints.sentences());
    }

    private LookupResult result(Rung rung, boolean whole) {
        hints.dropped(roster.dropped());
        if (roster.isEmpty()) {
            return nobody(true);
        }
        List<Peer> peers = roster.peers();
        memory.saw(peers);
        hints.about(peers, roster.wantedPorts(), whole);
        PeerView.Source source = rung == Rung.SWEEP ? PeerView.Source.SWEPT : PeerView.Source.FRESH;
        PeerView view = new PeerView(service, peers, source, clock.instant(), enquiry.ttl(), whole);
        return new LookupResult.Found(view, rung, enquiry.evidence(), hints.sentences());
    }
}
