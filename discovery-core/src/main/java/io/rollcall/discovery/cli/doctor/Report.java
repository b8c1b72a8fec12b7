// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.dns.ProbeReply;
import io.rollcall.discovery.dns.ResolvConf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** An observation and its findings, for people. */
final class Report {

    private final Ansi ansi;

    Report(Ansi ansi) {
        this.ansi = ansi;
    }

    List<String> lines(Observation seen, List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        lines.add(seen.service().domain() + ", "
                + (seen.expectedKnown()
                        ? seen.service().expectedPeers() + " peers expected"
                        : "number of peers not told")
                + seen.service().self().map(self -> ", this is " + self).orElse(""));
        seen.clusterDomain()
                .ifPresent(domain -> lines.add("  cluster domain  " + domain + " (" + seen.domainFrom() + ")"));
        resolver(seen, lines);
        seen.servers().forEach(server -> server(server, lines));
        seen.first().ifPresent(server -> service(seen, server, lines));
        lines.add("");
        if (findings.isEmpty()) {
            lines.add(ansi.string("@|green nothing is wrong|@"));
        }
        findings.forEach(finding -> {
            lines.add(word(finding.severity()) + finding.sentence());
            lines.add("         fix: " + finding.fix());
        });
        return lines;
    }

    private static void resolver(Observation seen, List<String> lines) {
        if (seen.resolvConf().isEmpty()) {
            lines.add("  resolv.conf     none");
            return;
        }
        ResolvConf conf = seen.resolvConf().get();
        lines.add("  search list     " + (conf.search().isEmpty() ? "none" : String.join(" ", conf.search())));
        lines.add("  ndots           " + conf.ndots());
    }

    private static void server(ServerView server, List<String> lines) {
        lines.add("server " + server.server());
        reply("SRV over UDP", server.udp(), lines);
        reply("SRV over TCP", server.tcp(), lines);
        server.port().ifPresent(port -> reply("SRV of the port", port, lines));
        reply("A", server.a(), lines);
        reply("AAAA", server.aaaa(), lines);
    }

    private static void reply(String question, ProbeReply reply, List<String> lines) {
        int records = reply.targets().size() + reply.addresses().size();
        StringBuilder line = new StringBuilder(String.format("  %-15s ", question))
                .append(reply.evidence().verdict());
        if (reply.answered()) {
            line.append(", ").append(records).append(records == 1 ? " record" : " records");
            if (!reply.targets().isEmpty()) {
                line.append(", ").append(reply.glue()).append(" glue");
            }
        }
        if (reply.evidence().bytes() > 0) {
            line.append(", ")
                    .append(reply.evidence().bytes())
                    .append(" bytes, TTL ")
                    .append(reply.evidence().ttl().toSeconds())
                    .append(" s");
        }
        line.append(reply.evidence().whole() ? "" : ", cut (TC)");
        reply.zone().ifPresent(zone -> line.append(", denied by ").append(zone));
        line.append(reply.trouble().isEmpty() ? "" : ", " + reply.trouble());
        lines.add(line.toString());
    }

    private static void service(Observation seen, ServerView server, List<String> lines) {
        boolean clusterIp = server.targets().contains(seen.service().domain());
        List<String> names = server.targets().stream().map(Report::label).toList();
        Optional<PeerId> self = seen.service().self();
        lines.add("service");
        lines.add("  headless        " + (server.denied() ? "not known" : clusterIp ? "no" : "yes"));
        lines.add("  ports           " + server.best().ports());
        lines.add("  listed          " + (names.isEmpty() ? server.addresses().toString() : names.toString()));
        self.ifPresent(
                own -> lines.add("  own pod         " + (names.contains(own.podName()) ? "listed" : "not listed")));
        lines.add("  before ready    "
                + (names.isEmpty() ? "nobody listed" : "DNS does not tell whether a listed pod is ready"));
    }

    private static String label(String target) {
        return target.split("\\.", 2)[0];
    }

    private String word(Severity severity) {
        String colour = switch (severity) {
            case ERROR -> "bold,red";
            case WARNING -> "yellow";
            case NOTICE -> "cyan";
        };
        return ansi.string("@|" + colour + " " + severity + "|@")
                + " ".repeat(9 - severity.name().length());
    }
}
