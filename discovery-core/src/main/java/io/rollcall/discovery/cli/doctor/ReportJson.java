// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.cli.Json;
import io.rollcall.discovery.dns.ProbeReply;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** An observation and its findings as JSON; the manual has the fields. */
final class ReportJson {

    private ReportJson() {}

    static String of(Observation seen, List<Finding> findings) {
        return Json.object(json -> {
            json.writeStringField("service", seen.service().domain());
            Json.text(json, "self", seen.service().self().map(PeerId::podName));
            Json.text(json, "verdict", findings.stream().findFirst().map(Finding::severity));
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("code", finding.code().name());
                json.writeStringField("severity", finding.severity().name());
                json.writeStringField("sentence", finding.sentence());
                json.writeStringField("fix", finding.fix());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("resolver");
            Json.text(json, "clusterDomain", seen.clusterDomain());
            json.writeStringField("clusterDomainFrom", seen.domainFrom());
            Json.strings(
                    json, "search", seen.resolvConf().map(conf -> conf.search()).orElse(List.of()));
            json.writeNumberField(
                    "ndots", seen.resolvConf().map(conf -> conf.ndots()).orElse(1));
            json.writeEndObject();
            json.writeArrayFieldStart("servers");
            for (ServerView server : seen.servers()) {
                json.writeStartObject();
                json.writeStringField("server", server.server());
                reply(json, "srvUdp", server.udp());
                reply(json, "srvTcp", server.tcp());
                reply(json, "a", server.a());
                reply(json, "aaaa", server.aaaa());
                if (server.port().isPresent()) {
                    reply(json, "srvPort", server.port().get());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void reply(JsonGenerator json, String field, ProbeReply reply) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("verdict", reply.evidence().verdict().name());
        json.writeNumberField("bytes", reply.evidence().bytes());
        json.writeNumberField("ttlSeconds", reply.evidence().ttl().toSeconds());
        json.writeBooleanField("whole", reply.evidence().whole());
        Json.strings(json, "targets", reply.targets());
        Json.numbers(json, "ports", reply.ports().stream().sorted().toList());
        Json.strings(
                json,
                "addresses",
                reply.addresses().stream().map(InetAddress::getHostAddress).toList());
        json.writeNumberField("glue", reply.glue());
        json.writeStringField("trouble", reply.trouble());
        json.writeEndObject();
    }
}
