// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns sources into an identification. Pure. */
final class Examination {

    private static final List<Field> SIMPLE =
            List.of(Field.EXPECTED_PEERS, Field.FIRST_ORDINAL, Field.PORT_NAME, Field.DEFAULT_PORT);

    private final Ledger ledger;
    private final Ways ways;
    private final boolean hostNetwork;

    private Examination(Ledger ledger, Ways ways, boolean hostNetwork) {
        this.ledger = ledger;
        this.ways = ways;
        this.hostNetwork = hostNetwork;
    }

    static Identification of(Map<Field, String> settings, Variables variables, Sources sources) {
        return new Examination(
                        new Ledger(claims(settings, variables, sources)),
                        new Ways(variables),
                        sources.hostsFile().filter(HostsFile::isOfHostNetwork).isPresent())
                .run();
    }

    private Identification run() {
        Optional<PeerId> self = new OwnPod(ledger, ways, hostNetwork).settle();
        boolean member = ledger.used(Field.MEMBER)
                .filter(found -> found.value().equals("false"))
                .isEmpty();
        Optional<String> domain = new OwnService(ledger, ways, member).settle();
        SIMPLE.forEach(field -> ledger.explicit(field).ifPresent(ledger::use));
        if (ledger.used(Field.EXPECTED_PEERS).isEmpty()) {
            ledger.missing(Field.EXPECTED_PEERS, ways.to(Field.EXPECTED_PEERS), Optional.empty());
        }
        checkOrdinals();
        domain.ifPresent(this::checkLength);
        List<Problem> problems = ledger.problems();
        // With something given wrong, what looks missing may only be a consequence.
        List<Problem> wrong = problems.stream()
                .filter(problem -> !(problem instanceof Problem.Missing))
                .toList();
        if (!wrong.isEmpty()) {
            return new Identification.Conflicting(wrong);
        }
        if (!problems.isEmpty()) {
            return new Identification.Incomplete(
                    problems.stream().map(Problem.Missing.class::cast).toList());
        }
        return new Identification.Identified(
                new Identity(service(domain.orElseThrow(), self), ledger.report(), ledger.overruled()));
    }

    private void checkOrdinals() {
        Optional<Finding> first = ledger.used(Field.FIRST_ORDINAL);
        if (first.isEmpty()) {
            return;
        }
        int least = number(first.get());
        ledger.used(Field.EXPECTED_PEERS)
                .filter(expected -> least > Integer.MAX_VALUE - number(expected))
                .ifPresent(expected -> ledger.conflict(first.get(), expected));
        ledger.used(Field.ORDINAL)
                .filter(own -> number(own) < least)
                .ifPresent(own -> ledger.conflict(first.get(), own));
    }

    private void checkLength(String domain) {
        ledger.used(Field.POD_NAME)
                .filter(pod -> pod.value().length() + domain.length() > Syntax.LONGEST_NAME)
                .ifPresent(pod -> ledger.invalid(
                        pod,
                        "makes a name of more than " + Syntax.LONGEST_NAME + " characters under " + domain
                                + "; DNS cannot carry it"));
    }

    private HeadlessService service(String domain, Optional<PeerId> self) {
        HeadlessService.Builder service =
                HeadlessService.ofDomain(domain).expectedPeers(number(used(Field.EXPECTED_PEERS)));
        // Not the own pod's set as such: several sets may serve one application (KEP-3335).
        ledger.explicit(Field.STATEFUL_SET).map(Finding::value).ifPresent(service::statefulSet);
        ledger.used(Field.FIRST_ORDINAL).map(Examination::number).ifPresent(service::firstOrdinal);
        ledger.used(Field.PORT_NAME).map(Finding::value).ifPresent(service::portName);
        ledger.used(Field.DEFAULT_PORT).map(Examination::number).ifPresent(service::defaultPort);
        self.ifPresent(service::self);
        return service.build();
    }

    private Finding used(Field field) {
        return ledger.used(field).orElseThrow();
    }

    private static int number(Finding finding) {
        return Integer.parseInt(finding.value());
    }

    /** All claims, stronger ones first. */
    private static List<Finding> claims(Map<Field, String> settings, Variables variables, Sources sources) {
        Environment environment = new Environment(sources.environment());
        List<Finding> claims = new ArrayList<>();
        settings.forEach((field, value) -> claims.add(new Finding(
                field, value, new Source(Source.Kind.SETTING, "the program's setting of the " + field.title()))));
        claims.addAll(environment.explicit());
        claims.addAll(environment.downwardApi(variables));
        sources.hostsFile().map(HostsFile::findings).ifPresent(claims::addAll);
        sources.namespaceFile()
                .map(text -> new Finding(
                        Field.NAMESPACE,
                        text,
                        new Source(Source.Kind.NAMESPACE_FILE, "the namespace file of the service account")))
                .ifPresent(claims::add);
        sources.resolvConf().map(SearchList::findings).ifPresent(claims::addAll);
        Stream.concat(
                        environment.value("HOSTNAME").stream()
                                .map(name -> Hostname.findings(name, "environment variable HOSTNAME")),
                        sources.hostnameFile().stream().map(name -> Hostname.findings(name, "/etc/hostname")))
                .forEach(claims::addAll);
        return claims;
    }
}
