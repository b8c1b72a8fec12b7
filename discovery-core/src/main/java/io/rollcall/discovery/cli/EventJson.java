// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.AddressRecycled;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerEvent.PeerReaddressed;
import io.rollcall.discovery.PeerEvent.ViewStale;
import java.io.IOException;
import java.time.Instant;

/** Events as JSON; the manual has the fields. */
final class EventJson {

    private EventJson() {}

    static String line(PeerEvent event, Instant at, Target target) {
        return Json.object(json -> {
            json.writeStringField("at", at.toString());
            json.writeStringField("service", target.service().domain());
            about(json, event, target);
            json.writeNumberField("peers", event.view().peers().size());
            PeerJson.completeness(json, event.view(), target);
        });
    }

    private static void about(JsonGenerator json, PeerEvent event, Target target) throws IOException {
        if (event instanceof PeerJoined joined) {
            json.writeStringField("event", "joined");
            peer(json, "peer", joined.peer(), target);
        } else if (event instanceof PeerLeft left) {
            json.writeStringField("event", "left");
            peer(json, "peer", left.peer(), target);
        } else if (event instanceof PeerReaddressed moved) {
            json.writeStringField("event", "readdressed");
            peer(json, "peer", moved.now(), target);
            peer(json, "before", moved.before(), target);
        } else if (event instanceof AddressRecycled recycled) {
            json.writeStringField("event", "recycled");
            json.writeStringField("address", recycled.address().getHostAddress());
            peer(json, "peer", recycled.to(), target);
            peer(json, "before", recycled.from(), target);
        } else {
            json.writeStringField("event", event instanceof ViewStale ? "stale" : "fresh");
        }
    }

    private static void peer(JsonGenerator json, String field, Peer peer, Target target) throws IOException {
        json.writeObjectFieldStart(field);
        PeerJson.peer(json, peer, target);
        json.writeEndObject();
    }
}
