// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.dns.Outcome.Malformed;
import io.rollcall.discovery.dns.Outcome.Timeout;
import io.rollcall.discovery.dns.Outcome.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question on its way to one server over one transport. It ends once, as one outcome. */
final class Exchange {

    private final Asked asked;
    private final byte[] packet;
    private final List<Consumer<Outcome>> cleanUps = new ArrayList<>(4);
    private final Consumer<Outcome> then;
    private long sentAt;
    private boolean resent;
    private boolean ended;
    private @Nullable Malformed unreadable;

    Exchange(Asked asked, boolean edns, Consumer<Outcome> then) {
        this.asked = asked;
        this.then = then;
        this.packet = Packets.encode(asked.question(), edns);
    }

    Asked asked() {
        return asked;
    }

    /** Runs when the exchange ends, before whoever asked goes on. */
    void beforeEnd(Consumer<Outcome> cleanUp) {
        cleanUps.add(cleanUp);
    }

    /** When it was last put on the wire, in the loop's time. */
    long sentAt() {
        return sentAt;
    }

    /** The packet with an id, for sending now. */
    byte[] packet(int id, long now) {
        sentAt = now;
        byte[] stamped = packet.clone();
        stamped[0] = (byte) (id >> 8);
        stamped[1] = (byte) id;
        return stamped;
    }

    /** Whether it may be sent once more over a new connection, because the old one ended under it. */
    boolean mayResend() {
        boolean first = !resent;
        resent = true;
        return first && !ended;
    }

    /**
     * Takes a packet with the right id. One that answers another question is ignored, and so is an unreadable datagram,
     * which anybody can send: the real reply may still come.
     */
    void receive(byte[] reply) {
        Optional<Outcome> read = Packets.read(asked, reply);
        if (read.isEmpty()) {
            return;
        }
        if (asked.transport() == Transport.UDP && read.get() instanceof Malformed bad && !bad.complaint()) {
            unreadable = bad;
            return;
        }
        end(read.get());
    }

    void timeOut() {
        end(unreadable != null ? unreadable : new Timeout(asked));
    }

    void unreachable(String reason) {
        end(new Unreachable(asked, reason));
    }

    private void end(Outcome how) {
        if (ended) {
            return;
        }
        ended = true;
        cleanUps.forEach(cleanUp -> cleanUp.accept(how));
        then.accept(how);
    }
}
