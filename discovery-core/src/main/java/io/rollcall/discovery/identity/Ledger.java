// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the sources claim, what of it was used, and what is wrong with it. Lives for one examination; not thread-safe.
 *
 * <p>There are three standings. <em>Explicit</em> values were written for Rollcall. <em>Facts</em> were put there by
 * the platform about this very pod and must agree with each other. <em>Hints</em>, which are the host name and a
 * namespace in the search list, are not about this pod for certain: they fill a gap and contradict nobody.
 */
final class Ledger {

    /** A claim in canonical form, or as it was given with what is wrong with it. */
    private record Claim(Finding finding, Optional<String> complaint) {

        static Claim of(Finding raw) {
            try {
                String value = Syntax.canonical(raw.field(), raw.value());
                return new Claim(new Finding(raw.field(), value, raw.source()), Optional.empty());
            } catch (IllegalArgumentException e) {
                return new Claim(raw, Optional.of(String.valueOf(e.getMessage())));
            }
        }

        boolean isHint() {
            return finding.source().kind() == Source.Kind.HOSTNAME
                    || (finding.source().kind() == Source.Kind.RESOLV_CONF && finding.field() == Field.NAMESPACE);
        }

        boolean isFact() {
            return !isHint() && !finding.source().explicit();
        }
    }

    private final List<Claim> claims;
    private final Map<Field, Finding> used = new EnumMap<>(Field.class);
    private final Set<Problem> problems = new LinkedHashSet<>();

    /** Takes the claims, stronger ones first. */
    Ledger(List<Finding> claims) {
        this.claims = claims.stream().map(Claim::of).toList();
    }

    /** The strongest explicit value; an invalid one is a problem and counts as none. */
    Optional<Finding> explicit(Field field) {
        return claims.stream()
                .filter(claim -> claim.finding().field() == field
                        && claim.finding().source().explicit())
                .findFirst()
                .flatMap(this::valid);
    }

    /**
     * What the facts say. A source may offer several values (a search list does); it agrees with a stronger source if
     * one of them is the same. Anything else is a problem.
     */
    Optional<Finding> fact(Field field) {
        Map<Source.Kind, List<Finding>> byKind = new EnumMap<>(Source.Kind.class);
        claims.stream()
                .filter(claim -> claim.finding().field() == field && claim.isFact())
                .flatMap(claim -> valid(claim).stream())
                .forEach(finding -> byKind.computeIfAbsent(finding.source().kind(), kind -> new ArrayList<>())
                        .add(finding));
        if (byKind.isEmpty()) {
            return Optional.empty();
        }
        List<List<Finding>> groups = List.copyOf(byKind.values());
        Finding strongest = groups.get(0).get(0);
        groups.get(0).stream()
                .filter(finding -> !finding.value().equals(strongest.value()))
                .findFirst()
                .ifPresent(other -> conflict(strongest, other));
        groups.stream()
                .skip(1)
                .filter(group ->
                        group.stream().noneMatch(finding -> finding.value().equals(strongest.value())))
                .forEach(group -> conflict(strongest, group.get(0)));
        return Optional.of(strongest);
    }

    /** An explicit value, else a fact. */
    Optional<Finding> settled(Field field) {
        Optional<Finding> explicit = explicit(field);
        return explicit.isPresent() ? explicit : fact(field);
    }

    /** The hints, stronger ones first; invalid ones are passed over. */
    List<Finding> hints(Field field) {
        return claims.stream()
                .filter(claim -> claim.finding().field() == field
                        && claim.isHint()
                        && claim.complaint().isEmpty())
                .map(Claim::finding)
                .toList();
    }

    void use(Finding finding) {
        used.put(finding.field(), finding);
    }

    Optional<Finding> used(Field field) {
        return Optional.ofNullable(used.get(field));
    }

    void conflict(Finding one, Finding other) {
        problems.add(new Problem.Conflict(one, other));
    }

    void invalid(Finding finding, String complaint) {
        problems.add(new Problem.Invalid(finding, complaint));
    }

    void missing(Field field, List<String> ways, Optional<Finding> hint) {
        problems.add(new Problem.Missing(field, ways, hint));
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What was used, in the order of the fields. */
    List<Finding> report() {
        return List.copyOf(used.values());
    }

    /** The claims that something stronger overruled. */
    List<Finding> overruled() {
        return claims.stream()
                .map(Claim::finding)
                .filter(finding -> used(finding.field())
                        .filter(winner -> !winner.value().equals(finding.value()))
                        .isPresent())
                .toList();
    }

    private Optional<Finding> valid(Claim claim) {
        claim.complaint().ifPresent(complaint -> invalid(claim.finding(), complaint));
        return claim.complaint().isPresent() ? Optional.empty() : Optional.of(claim.finding());
    }
}
