// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.cli.DurationConverter;
import io.rollcall.discovery.cli.ExitCode;
import io.rollcall.discovery.cli.Patience;
import io.rollcall.discovery.cli.ServiceOptions;
import io.rollcall.discovery.cli.Surroundings;
import io.rollcall.discovery.cli.Target;
import io.rollcall.discovery.dns.NameserverProbe;
import io.rollcall.discovery.dns.ResolvConf;
import io.rollcall.discovery.identity.Field;
import io.rollcall.discovery.identity.Identity;
import io.rollcall.discovery.identity.Source;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code doctor}: what the resolver sees, and what is wrong with it.
 *
 * @since 0.1
 */
@Command(
        name = "doctor",
        header = "Says what is wrong with a service's DNS.",
        description = {
            "Asks every nameserver for the service, over UDP and TCP, and says what is wrong and how to mend it. Changes"
                    + " nothing, and asks for no pod that is not listed.",
            "",
            "Ends with 7 if something does not work, with 6 if something works worse than it should, else with 0."
        },
        footer = {
            "",
            "Examples:",
            "  kubectl exec redis-0 -- rollcall doctor",
            "  rollcall doctor -s redis -n shop -e 6 --port-name redis --json"
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--try-timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long a server may take for one question. Default: 2s")
    private Duration tryTimeout = Duration.ofSeconds(2);

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    /** Reports to these surroundings. */
    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Target target = service.target(surroundings, false);
        Observation seen = look(target);
        List<Finding> findings = Diagnosis.of(seen);
        if (json) {
            surroundings.out().println(ReportJson.of(seen, findings));
        } else {
            new Report(surroundings.ansi()).lines(seen, findings).forEach(surroundings.out()::println);
        }
        Severity worst = findings.isEmpty() ? Severity.NOTICE : findings.get(0).severity();
        return (switch (worst) {
                    case NOTICE -> ExitCode.OK;
                    case WARNING -> ExitCode.WARNINGS;
                    case ERROR -> ExitCode.ERRORS;
                })
                .code();
    }

    private Observation look(Target target) throws InterruptedException {
        Optional<ResolvConf> resolvConf =
                surroundings.sources().get().resolvConf().map(ResolvConf::parse);
        boolean configured = target.nameservers().isEmpty();
        List<InetSocketAddress> servers =
                configured ? resolvConf.orElseGet(() -> ResolvConf.parse("")).servers() : target.nameservers();
        Optional<String> domain = Observation.clusterDomain(target.service());
        Optional<String> other = Observation.searched(resolvConf)
                .filter(searched -> domain.isPresent() && !searched.equals(domain.get()));
        try (NameserverProbe probe = NameserverProbe.open(target.service(), tryTimeout)) {
            return new Observation(
                    target.service(),
                    target.expectedKnown(),
                    domainFrom(target),
                    belongs(target.identity()),
                    resolvConf,
                    configured,
                    new Patience(surroundings, () -> "waiting for the nameservers to answer")
                            .value(new Examination(probe, target.service(), other).of(servers)));
        }
    }

    private static String domainFrom(Target target) {
        return target.identity().report().stream()
                .filter(finding -> finding.field() == Field.CLUSTER_DOMAIN)
                .map(target::source)
                .findFirst()
                .orElse("part of the given name");
    }

    /** The kubelet writes a pod's service into /etc/hosts only if the StatefulSet names it. */
    private static boolean belongs(Identity identity) {
        return identity.report().stream()
                .anyMatch(finding ->
                        finding.field() == Field.SERVICE && finding.source().kind() == Source.Kind.HOSTS_FILE);
    }
}
