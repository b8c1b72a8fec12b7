// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.dns.ProbeReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which pods are listed, and how. */
final class PodChecks {

    /** An address with dashes, which CoreDNS makes up for an endpoint without a host name. */
    private static final Pattern DASHED = Pattern.compile("[0-9a-f]*(-[0-9a-f]*)+");

    private PodChecks() {}

    static List<Finding> of(Observation seen) {
        List<Finding> findings = new ArrayList<>();
        Optional<ServerView> first = seen.first()
                .filter(server -> server.best().answered()
                        && !server.targets().contains(seen.service().domain())
                        && server.best().alias().isEmpty());
        if (first.isEmpty()) {
            return findings;
        }
        List<String> labels = first.get().targets().stream()
                .filter(target -> target.endsWith("." + seen.service().domain()))
                .map(target -> target.substring(0, target.indexOf('.')))
                .toList();
        hostnames(seen, labels, findings);
        ownPod(seen, labels, findings);
        ordinals(seen, labels, findings);
        denied(seen, findings);
        return findings;
    }

    private static void hostnames(Observation seen, List<String> labels, List<Finding> findings) {
        List<String> dashed = labels.stream().filter(PodChecks::isDashed).toList();
        if (!dashed.isEmpty()) {
            findings.add(new Finding(
                    Code.HOSTNAMES_MISSING,
                    Severity.ERROR,
                    dashed.size() + " of " + labels.size() + " pods are listed under their addresses, the first as "
                            + dashed.get(0) + ": their StatefulSet's serviceName is not this service, so they have no"
                            + " stable names here",
                    "set serviceName: " + seen.service().domain().split("\\.", 2)[0]
                            + " in the StatefulSet, which has to be made anew for that; pods of a Deployment have no"
                            + " ordinals"));
        }
    }

    private static boolean isDashed(String label) {
        return PeerId.parse(label).isEmpty() && DASHED.matcher(label).matches();
    }

    private static void ownPod(Observation seen, List<String> labels, List<Finding> findings) {
        Optional<PeerId> self = seen.service().self();
        if (self.isEmpty() || labels.contains(self.get().podName())) {
            return;
        }
        findings.add(
                seen.belongs()
                        ? ServiceChecks.notReady(seen, self.get(), "others are listed: " + labels)
                        : new Finding(
                                Code.OWN_POD_MISSING,
                                Severity.ERROR,
                                "this pod, " + self.get() + ", is not among the peers " + labels,
                                "check that the service's selector matches the pod's labels, that serviceName in the"
                                        + " StatefulSet is this service, and that the pod is ready or the service has"
                                        + " publishNotReadyAddresses: true"));
    }

    private static void ordinals(Observation seen, List<String> labels, List<Finding> findings) {
        TreeSet<Integer> listed = new TreeSet<>();
        labels.stream()
                .flatMap(label -> PeerId.parse(label).stream())
                .filter(id -> seen.service().statefulSet().map(id.set()::equals).orElse(true))
                .forEach(id -> listed.add(id.ordinal()));
        if (listed.isEmpty()) {
            return;
        }
        int first = seen.expectedKnown() ? seen.service().firstOrdinal() : listed.first();
        List<Integer> gaps = missing(first, listed.last(), listed);
        if (!gaps.isEmpty()) {
            findings.add(new Finding(
                    Code.ORDINAL_GAP,
                    Severity.WARNING,
                    "ordinals " + gaps + " are not listed, while higher ones are: these pods ended, or are not ready",
                    "look at these pods (kubectl describe pod); publishNotReadyAddresses: true lists them also while they"
                            + " are not ready; where ordinals start later, say --first-ordinal"));
        }
        if (!seen.expectedKnown()) {
            return;
        }
        int end = first + seen.service().expectedPeers();
        List<Integer> tail = missing(Math.max(listed.last() + 1, first), end - 1, listed);
        if (!tail.isEmpty()) {
            findings.add(new Finding(
                    Code.PEERS_MISSING,
                    Severity.WARNING,
                    "ordinals " + tail + " are expected and not listed: not started yet, or not ready",
                    "wait, or look at the pods; publishNotReadyAddresses: true with podManagementPolicy: Parallel has"
                            + " all of them listed before any is ready"));
        }
        if (listed.last() >= end) {
            findings.add(new Finding(
                    Code.OVERSIZE,
                    Severity.WARNING,
                    "ordinal " + listed.last() + " is listed, but only "
                            + seen.service().expectedPeers() + " peers are expected from " + first + " on",
                    "set --expect, or ROLLCALL_EXPECTED_PEERS, to the replicas of the StatefulSet"));
        }
    }

    private static List<Integer> missing(int from, int to, Set<Integer> listed) {
        return IntStream.rangeClosed(from, to)
                .filter(ordinal -> !listed.contains(ordinal))
                .boxed()
                .toList();
    }

    private static void denied(Observation seen, List<Finding> findings) {
        for (ServerView server : seen.servers()) {
            for (Map.Entry<String, ProbeReply> pod : server.pods().entrySet()) {
                if (pod.getValue().evidence().verdict() == Verdict.NX_DOMAIN) {
                    findings.add(new Finding(
                            Code.NEGATIVE_CACHED,
                            Severity.WARNING,
                            server.server() + " lists " + pod.getKey() + ", but denies its name: somebody asked before"
                                    + " the pod was there, and the denial is kept for up to "
                                    + pod.getValue().evidence().ttl().toSeconds() + " s",
                            "wait that long; ask for the service's name until a pod is listed, and only then for the"
                                    + " pod's; lower the denial TTL of the cache plugin in the Corefile"));
                }
            }
        }
    }
}
