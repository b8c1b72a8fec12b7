// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** From an observation to findings, the worst first. Pure. */
final class Diagnosis {

    private static final List<Function<Observation, List<Finding>>> CHECKS =
            List.of(ResolverChecks::of, ServerChecks::of, ServiceChecks::of, PodChecks::of);

    private Diagnosis() {}

    static List<Finding> of(Observation seen) {
        List<Finding> findings = new ArrayList<>();
        CHECKS.forEach(check -> findings.addAll(check.apply(seen)));
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return List.copyOf(findings);
    }
}
