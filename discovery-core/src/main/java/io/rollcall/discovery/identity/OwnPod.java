// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import io.rollcall.discovery.PeerId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Settles pod name, StatefulSet and ordinal, which have to fit each other. */
final class OwnPod {

    private final Ledger ledger;
    private final Ways ways;
    private final boolean hostNetwork;

    OwnPod(Ledger ledger, Ways ways, boolean hostNetwork) {
        this.ledger = ledger;
        this.ways = ways;
        this.hostNetwork = hostNetwork;
    }

    /** Which peer this process is; empty if it is none, or if that could not be settled, which is then a problem. */
    Optional<PeerId> settle() {
        Optional<Finding> member = ledger.explicit(Field.MEMBER);
        member.ifPresent(ledger::use);
        if (member.isPresent() && member.get().value().equals("false")) {
            observer(member.get());
            return Optional.empty();
        }
        Optional<Finding> name = ledger.explicit(Field.POD_NAME);
        Optional<Finding> set = ledger.explicit(Field.STATEFUL_SET);
        Optional<Finding> ordinal = ledger.explicit(Field.ORDINAL);
        if (name.isPresent()) {
            return named(name.get(), set, ordinal);
        }
        if (set.isPresent() && ordinal.isPresent()) {
            return joined(set.get(), ordinal.get());
        }
        // A lone part does not make a pod's name, so it has to fit what the platform says.
        Optional<Finding> index = ledger.fact(Field.ORDINAL);
        if (ordinal.isPresent() && index.isPresent() && !same(ordinal.get(), index.get())) {
            ledger.conflict(ordinal.get(), index.get());
        }
        Optional<Finding> number = ordinal.or(() -> index);
        Optional<Finding> fact = ledger.fact(Field.POD_NAME);
        if (fact.isPresent()) {
            return named(fact.get(), set, number);
        }
        if (set.isPresent() && number.isPresent()) {
            return joined(set.get(), number.get());
        }
        return set.isPresent() ? byHostname(set.get()) : unknown(number);
    }

    /** A process that is no peer has no name among them; a set is still the set whose pods count. */
    private void observer(Finding member) {
        Stream.of(Field.POD_NAME, Field.ORDINAL)
                .flatMap(field -> ledger.explicit(field).stream())
                .forEach(part -> ledger.conflict(member, part));
        ledger.explicit(Field.STATEFUL_SET).ifPresent(ledger::use);
    }

    private Optional<PeerId> named(Finding name, Optional<Finding> set, Optional<Finding> ordinal) {
        Optional<PeerId> id = PeerId.parse(name.value());
        if (id.isEmpty()) {
            ledger.invalid(
                    name,
                    "carries no ordinal as the pods of a StatefulSet do (web-0); give " + Field.STATEFUL_SET.variable()
                            + " and " + Field.ORDINAL.variable() + ", or " + Field.MEMBER.variable()
                            + "=false if this process is none of the peers");
            return id;
        }
        Finding ownSet = new Finding(Field.STATEFUL_SET, id.get().set(), name.source());
        Finding ownOrdinal =
                new Finding(Field.ORDINAL, Integer.toString(id.get().ordinal()), name.source());
        set.filter(part -> !same(part, ownSet)).ifPresent(part -> ledger.conflict(name, part));
        ordinal.filter(part -> !same(part, ownOrdinal)).ifPresent(part -> ledger.conflict(name, part));
        ledger.use(name);
        ledger.use(set.orElse(ownSet));
        ledger.use(ordinal.orElse(ownOrdinal));
        return id;
    }

    private Optional<PeerId> joined(Finding set, Finding ordinal) {
        String podName = set.value() + "-" + ordinal.value();
        Optional<PeerId> id =
                PeerId.parse(podName).filter(parsed -> parsed.set().equals(set.value()));
        if (id.isEmpty() || podName.length() > Syntax.LONGEST_LABEL) {
            ledger.invalid(
                    set,
                    "makes the pod name " + Quoted.of(podName) + " with " + ordinal
                            + "; a pod name is one DNS label of at most " + Syntax.LONGEST_LABEL
                            + " characters and no dashed address");
            return Optional.empty();
        }
        ledger.use(new Finding(Field.POD_NAME, podName, ordinal.source()));
        ledger.use(set);
        ledger.use(ordinal);
        return id;
    }

    /** A host name counts if it belongs to the configured set, unless it is known to be the node's. */
    private Optional<PeerId> byHostname(Finding set) {
        List<Finding> hostnames = ledger.hints(Field.POD_NAME);
        List<Finding> ofSet = hostNetwork
                ? List.of()
                : hostnames.stream()
                        .filter(name -> PeerId.parse(name.value())
                                .filter(id -> id.set().equals(set.value()))
                                .isPresent())
                        .toList();
        if (ofSet.isEmpty()) {
            ledger.missing(
                    Field.POD_NAME, ways.to(Field.POD_NAME), hostnames.stream().findFirst());
            return Optional.empty();
        }
        Finding name = ofSet.get(0);
        ofSet.stream()
                .filter(other -> !Objects.equals(PeerId.parse(other.value()), PeerId.parse(name.value())))
                .forEach(other -> ledger.conflict(name, other));
        return named(name, Optional.of(set), Optional.empty());
    }

    private Optional<PeerId> unknown(Optional<Finding> ordinal) {
        Field field = ordinal.isPresent() ? Field.STATEFUL_SET : Field.POD_NAME;
        ledger.missing(
                field, ways.to(field), ledger.hints(Field.POD_NAME).stream().findFirst());
        return Optional.empty();
    }

    private static boolean same(Finding one, Finding other) {
        return one.value().equals(other.value());
    }
}
