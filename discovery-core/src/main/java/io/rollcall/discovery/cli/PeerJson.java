// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerView;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Peers and lookups as JSON; the manual has the fields. */
final class PeerJson {

    private PeerJson() {}

    /** One look. */
    static String look(LookupResult result, Target target) {
        return Json.object(json -> {
            head(json, target);
            if (result instanceof Found found) {
                json.writeStringField("outcome", "found");
                json.writeStringField("rung", found.rung().name());
                view(json, found.view(), target);
            } else {
                json.writeStringField("outcome", result instanceof LookupResult.Absent ? "absent" : "failed");
                json.writeArrayFieldStart("peers");
                json.writeEndArray();
            }
            tail(json, result);
        });
    }

    /**
     * What a wait ended with.
     *
     * @param reached whether it was enough
     */
    static String waited(PeerView view, Optional<LookupResult> last, boolean reached, Target target) {
        return Json.object(json -> {
            head(json, target);
            json.writeStringField("outcome", reached ? "found" : "timeout");
            view(json, view, target);
            if (last.isPresent()) {
                tail(json, last.get());
            }
        });
    }

    static void head(JsonGenerator json, Target target) throws IOException {
        json.writeStringField("service", target.service().domain());
        Json.text(json, "self", target.service().self().map(PeerId::podName));
        if (target.expectedKnown()) {
            json.writeNumberField("expected", target.service().expectedPeers());
        } else {
            json.writeNullField("expected");
        }
    }

    static void view(JsonGenerator json, PeerView view, Target target) throws IOException {
        json.writeStringField("source", view.source().name());
        json.writeStringField("obtainedAt", view.obtainedAt().toString());
        json.writeNumberField("ttlSeconds", view.ttl().toSeconds());
        json.writeBooleanField("whole", view.whole());
        completeness(json, view, target);
        json.writeArrayFieldStart("peers");
        for (Peer peer : view.peers()) {
            json.writeStartObject();
            peer(json, peer, target);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void completeness(JsonGenerator json, PeerView view, Target target) throws IOException {
        boolean known = target.expectedKnown();
        Json.text(json, "completeness", known ? Optional.of(view.completeness()) : Optional.empty());
        Json.numbers(json, "missingOrdinals", known ? view.missingOrdinals() : List.of());
    }

    static void peer(JsonGenerator json, Peer peer, Target target) throws IOException {
        json.writeStringField("name", peer.name());
        Json.text(json, "set", peer.id().map(PeerId::set));
        if (peer.ordinal().isPresent()) {
            json.writeNumberField("ordinal", peer.ordinal().getAsInt());
        } else {
            json.writeNullField("ordinal");
        }
        Json.strings(
                json,
                "addresses",
                peer.addresses().stream().map(InetAddress::getHostAddress).toList());
        if (peer.port().isPresent()) {
            json.writeNumberField("port", peer.port().getAsInt());
        } else {
            json.writeNullField("port");
        }
        json.writeBooleanField(
                "self",
                peer.id().isPresent() && peer.id().equals(target.service().self()));
    }

    private static void tail(JsonGenerator json, LookupResult result) throws IOException {
        Json.strings(json, "hints", result.hints());
        json.writeArrayFieldStart("evidence");
        for (Evidence evidence : result.evidence()) {
            json.writeStartObject();
            evidence(json, evidence);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void evidence(JsonGenerator json, Evidence evidence) throws IOException {
        json.writeStringField("question", evidence.question());
        json.writeStringField("server", evidence.server());
        json.writeStringField("transport", evidence.transport());
        json.writeStringField("verdict", evidence.verdict().name());
        json.writeNumberField("bytes", evidence.bytes());
        json.writeNumberField("ttlSeconds", evidence.ttl().toSeconds());
        json.writeBooleanField("whole", evidence.whole());
    }
}
