// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.identity.Field;
import io.rollcall.discovery.identity.Finding;
import io.rollcall.discovery.identity.Identification;
import io.rollcall.discovery.identity.Identification.Conflicting;
import io.rollcall.discovery.identity.Identification.Identified;
import io.rollcall.discovery.identity.Identification.Incomplete;
import io.rollcall.discovery.identity.Identity;
import io.rollcall.discovery.identity.IdentityBuilder;
import io.rollcall.discovery.identity.Problem;
import io.rollcall.discovery.identity.Source;
import io.rollcall.discovery.identity.Sources;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a command looks at, and how that was settled.
 *
 * @param identity who this process is, and whose peers are meant
 * @param assumed what nothing said, so that a usual value was taken
 * @param nameservers the servers to ask; none means those of resolv.conf
 * @since 0.1
 */
public record Target(Identity identity, Set<Field> assumed, List<InetSocketAddress> nameservers) {

    /**
     * Unlike a library, a person at a prompt need not say what is nearly always the same. A process that is to lead, or
     * has to find itself, has to know who it is.
     */
    static Target settle(ServiceOptions options, Sources sources, boolean member) {
        IdentityBuilder given = options.given();
        Set<Field> assumed = EnumSet.noneOf(Field.class);
        Identification settled = settle(given, assumed, options, sources, member);
        if (settled instanceof Identified known && !member && !options.namesPod() && isElsewhere(options, known)) {
            settled = settle(given.observer(), assumed, options, sources, member);
        }
        if (settled instanceof Conflicting wrong) {
            throw new UsageException(
                    wrong.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return new Target(((Identified) settled).identity(), assumed, options.nameservers());
    }

    private static Identification settle(
            IdentityBuilder given, Set<Field> assumed, ServiceOptions options, Sources sources, boolean member) {
        Identification settled = given.identify(sources);
        while (settled instanceof Incomplete incomplete) {
            boolean progress = false;
            for (Problem.Missing problem : incomplete.problems()) {
                progress |= assume(problem.field(), given, assumed, member);
            }
            if (!progress) {
                throw new UsageException(sentence(incomplete.problems(), options));
            }
            settled = given.identify(sources);
        }
        return settled;
    }

    /** Whose peers. */
    public HeadlessService service() {
        return identity.service();
    }

    /** Whether the number of expected peers was told. */
    public boolean expectedKnown() {
        return !assumed.contains(Field.EXPECTED_PEERS);
    }

    /** Who says a value, in words. */
    public String source(Finding finding) {
        return assumed.contains(finding.field())
                ? "assumed, as nothing says it"
                : finding.source().kind() == Source.Kind.SETTING
                        ? "the command line"
                        : finding.source().name();
    }

    DnsPeerDiscovery discovery() {
        return configured(DnsPeerDiscovery.builder(service())).build();
    }

    DnsPeerDiscovery.Builder configured(DnsPeerDiscovery.Builder builder) {
        return nameservers.isEmpty() ? builder : builder.nameservers(nameservers);
    }

    /** A pod that looks at a service which is not its own is none of that service's peers. */
    private static boolean isElsewhere(ServiceOptions options, Identified known) {
        return options.namesService() && known.identity().overruled().stream().anyMatch(Target::isOwnService);
    }

    private static boolean isOwnService(Finding finding) {
        return finding.source().kind() == Source.Kind.HOSTS_FILE
                && (finding.field() == Field.SERVICE || finding.field() == Field.NAMESPACE);
    }

    private static boolean assume(Field field, IdentityBuilder given, Set<Field> assumed, boolean member) {
        switch (field) {
            case NAMESPACE -> given.namespace("default");
            case CLUSTER_DOMAIN -> given.clusterDomain("cluster.local");
            case EXPECTED_PEERS -> given.expectedPeers(1);
            case POD_NAME, STATEFUL_SET, ORDINAL -> {
                if (member) {
                    return false;
                }
                given.observer();
                return assumed.add(Field.MEMBER);
            }
            default -> {
                return false;
            }
        }
        return assumed.add(field);
    }

    private static String sentence(List<Problem.Missing> missing, ServiceOptions options) {
        boolean nameless =
                !options.namesService() && missing.stream().anyMatch(problem -> problem.field() == Field.SERVICE);
        return nameless
                ? "no source says the service: name it with --service (-s), or with its complete domain name; or set "
                        + Field.SERVICE.variable() + "; in a pod, set serviceName of the StatefulSet, so that the"
                        + " kubelet writes it into /etc/hosts"
                : missing.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
