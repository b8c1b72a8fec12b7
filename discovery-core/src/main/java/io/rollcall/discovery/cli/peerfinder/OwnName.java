// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.cli.UsageException;
import io.rollcall.discovery.dns.ResolvConf;
import io.rollcall.discovery.identity.Sources;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose peers, and which of them this is, by peer-finder's rules and not by those of Identity: the host name counts, and
 * the namespace alone need not be told.
 *
 * @param service the service
 * @param pod the own pod's name, one label
 */
record OwnName(HeadlessService service, String pod) {

    private static final String SVC = "svc.";

    static OwnName settle(
            String name,
            @Nullable String namespace,
            @Nullable String domain,
            @Nullable String podName,
            Sources sources) {
        Optional<String> given = Optional.ofNullable(namespace)
                .or(() -> Optional.ofNullable(sources.environment().get("POD_NAMESPACE")))
                .filter(text -> !text.isBlank());
        String pod = pod(podName, sources);
        HeadlessService.Builder service =
                HeadlessService.ofDomain(name + "." + under(given, Optional.ofNullable(domain), sources));
        PeerId.parse(pod).ifPresent(service::self);
        try {
            return new OwnName(service.build(), pod);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** {@code namespace.svc.domain}. */
    private static String under(Optional<String> namespace, Optional<String> domain, Sources sources) {
        List<String> search =
                sources.resolvConf().map(text -> ResolvConf.parse(text).search()).orElse(List.of()).stream()
                        .map(entry -> entry.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""))
                        .toList();
        Optional<String> ofPod = search.stream()
                .filter(entry -> entry.matches("[^.]+\\.svc\\..+"))
                .findFirst();
        if (domain.isPresent()) {
            String space = namespace
                    .or(() -> ofPod.map(entry -> entry.substring(0, entry.indexOf('.'))))
                    .orElseThrow(() -> new UsageException("no source says the namespace; give -ns, or fill the variable"
                            + " POD_NAMESPACE through the downward API"));
            return space + "." + SVC + domain.get();
        }
        Optional<String> found = namespace.isEmpty()
                ? ofPod
                : search.stream()
                        .filter(entry -> entry.startsWith(SVC))
                        .findFirst()
                        .map(entry -> namespace.get() + "." + entry);
        return found.orElseThrow(() -> new UsageException("the search list of /etc/resolv.conf, " + search
                + ", has no entry " + (namespace.isEmpty() ? "<namespace>.svc.<domain>" : "svc.<domain>")
                + "; give -domain (and -ns), or the dnsPolicy ClusterFirst or ClusterFirstWithHostNet"));
    }

    private static String pod(@Nullable String podName, Sources sources) {
        String full = Optional.ofNullable(podName)
                .or(() -> Optional.ofNullable(sources.environment().get("ROLLCALL_POD_NAME")))
                .or(() -> sources.hostnameFile().map(String::strip).filter(text -> !text.isEmpty()))
                .or(() -> Optional.ofNullable(sources.environment().get("HOSTNAME")))
                .orElseGet(OwnName::hostname);
        return full.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new UsageException("this host has no name; give -pod-name");
        }
    }
}
