// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import io.rollcall.discovery.HeadlessService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settles the name that lists the peers, once the own pod is settled. */
final class OwnService {

    private static final List<Field> PARTS = List.of(Field.SERVICE, Field.NAMESPACE, Field.CLUSTER_DOMAIN);

    private final Ledger ledger;
    private final Ways ways;
    private final boolean member;

    OwnService(Ledger ledger, Ways ways, boolean member) {
        this.ledger = ledger;
        this.ways = ways;
        this.member = member;
    }

    /** The absolute name; empty if it could not be settled, which is then a problem. */
    Optional<String> settle() {
        Optional<Finding> domain = ledger.explicit(Field.DOMAIN);
        if (domain.isPresent()) {
            return complete(domain.get());
        }
        List<Finding> found = new ArrayList<>();
        for (Field part : PARTS) {
            Optional<Finding> finding = part(part).or(() -> hint(part));
            if (finding.isEmpty()) {
                ledger.missing(part, ways.to(part), Optional.empty());
            }
            finding.ifPresent(ledger::use);
            finding.ifPresent(found::add);
        }
        return found.size() == PARTS.size() ? join(found) : Optional.empty();
    }

    /** A complete name leaves nothing to its parts: they may repeat it, no more. */
    private Optional<String> complete(Finding domain) {
        ledger.use(domain);
        List<Finding> own = ServiceName.parse(domain.value())
                .map(name -> name.findings(domain.source()))
                .orElse(List.of());
        own.forEach(ledger::use);
        for (Field part : PARTS) {
            ledger.explicit(part).filter(given -> !isIn(own, given)).ifPresent(given -> ledger.conflict(domain, given));
        }
        return absolute(domain.value(), domain);
    }

    /** The kubelet's line names the service of the own pod; for an observer that is not the one it looks at. */
    private Optional<Finding> part(Field part) {
        return part == Field.SERVICE && !member ? ledger.explicit(part) : ledger.settled(part);
    }

    /** Of a search list with one namespace, or of a full host name whose first label is the own pod. */
    private Optional<Finding> hint(Field part) {
        List<Finding> hints =
                ledger.hints(part).stream().filter(this::isCredible).toList();
        hints.stream()
                .filter(hint -> !hint.value().equals(hints.get(0).value()))
                .findFirst()
                .ifPresent(other -> ledger.conflict(hints.get(0), other));
        return hints.stream().findFirst();
    }

    private boolean isCredible(Finding hint) {
        return hint.source().kind() == Source.Kind.RESOLV_CONF
                || ledger.hints(Field.POD_NAME).stream()
                        .anyMatch(name -> name.source().equals(hint.source())
                                && ledger.used(Field.POD_NAME)
                                        .filter(own -> own.value().equals(name.value()))
                                        .isPresent());
    }

    private Optional<String> join(List<Finding> parts) {
        ServiceName name = new ServiceName(
                parts.get(0).value(), parts.get(1).value(), parts.get(2).value());
        return absolute(name.toString(), parts.get(2));
    }

    private Optional<String> absolute(String name, Finding blamed) {
        try {
            return Optional.of(HeadlessService.ofDomain(name).build().domain());
        } catch (IllegalArgumentException e) {
            ledger.invalid(blamed, "does not do: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isIn(List<Finding> own, Finding given) {
        return own.stream()
                .anyMatch(finding ->
                        finding.field() == given.field() && finding.value().equals(given.value()));
    }
}
