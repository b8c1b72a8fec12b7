// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.AddressRecycled;
import io.rollcall.discovery.PeerEvent.PeerJoined;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerEvent.PeerReaddressed;
import io.rollcall.discovery.PeerEvent.ViewFresh;
import io.rollcall.discovery.PeerEvent.ViewStale;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Events as lines: time, word, what it is about. */
final class EventText {

    private final Ansi ansi;

    EventText(Ansi ansi) {
        this.ansi = ansi;
    }

    String line(PeerEvent event, Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS) + "  " + text(event);
    }

    private String text(PeerEvent event) {
        if (event instanceof PeerJoined joined) {
            return word("green", "joined") + joined.peer().name() + "  " + PeerText.where(joined.peer());
        }
        if (event instanceof PeerLeft left) {
            return word("red", "left") + left.peer().name() + "  " + PeerText.where(left.peer());
        }
        if (event instanceof PeerReaddressed moved) {
            return word("yellow", "readdressed") + moved.now().name() + "  " + PeerText.where(moved.before()) + " -> "
                    + PeerText.where(moved.now());
        }
        if (event instanceof AddressRecycled recycled) {
            return word("yellow", "recycled") + recycled.address().getHostAddress() + "  "
                    + recycled.from().name() + " -> " + recycled.to().name();
        }
        if (event instanceof ViewStale stale) {
            List<?> evidence = stale.last().evidence();
            return word("red", "stale")
                    + (stale.last() instanceof LookupResult.Failed ? "no usable answer, " : "nobody listed, ")
                    + evidence.get(evidence.size() - 1);
        }
        return word("green", "fresh") + ((ViewFresh) event).view().peers().size() + " peers";
    }

    /** In a column as wide as the longest of them. */
    private String word(String colour, String word) {
        return ansi.string("@|" + colour + " " + word + "|@") + " ".repeat("readdressed".length() - word.length() + 2);
    }
}
