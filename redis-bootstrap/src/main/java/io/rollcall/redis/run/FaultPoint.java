// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.node.ClusterNode;
import io.rollcall.redis.node.EffectFailure;
import io.rollcall.redis.node.Probe;
import io.rollcall.redis.node.ProbeWrite;
import io.rollcall.redis.node.WriteOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The moment just before an effect, at which a test lets the process die: everything earlier was sent, this one was not.
 * Thread-safe.
 */
public final class FaultPoint {

    /** Counts effects of every name. */
    private static final String ANY = "any";

    private final String name;
    private final Runnable fault;
    private final AtomicInteger left;

    private FaultPoint(String name, int nth, Runnable fault) {
        this.name = name;
        this.fault = fault;
        this.left = new AtomicInteger(nth);
    }

    /**
     * Reads {@code meet}, {@code meet:3} or {@code any:17}.
     *
     * @param text an effect's {@link Effect#name()} or {@code any}, and which one of them, 1 unless given
     * @param fault what happens there
     * @throws IllegalArgumentException if the text is none of these
     */
    public static FaultPoint parse(String text, Runnable fault) {
        if (!text.matches("[a-z][a-z-]*(:[1-9][0-9]{0,8})?")) {
            throw new IllegalArgumentException("'" + text + "' is not an effect's name, or name and number as meet:3");
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? new FaultPoint(text, 1, fault)
                : new FaultPoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), fault);
    }

    /** An effect of this name is about to be sent. */
    public void reached(String effect) {
        if ((name.equals(ANY) || name.equals(effect)) && left.decrementAndGet() == 0) {
            fault.run();
        }
    }

    /** The same nodes, of which {@link ClusterNode#apply} passes the fault point. */
    public Bootstrap.NodeFactory around(Bootstrap.NodeFactory factory) {
        return (ordinal, pod, address) -> new Watched(factory.node(ordinal, pod, address));
    }

    private final class Watched implements ClusterNode {
        private final ClusterNode node;

        Watched(ClusterNode node) {
            this.node = node;
        }

        @Override
        public List<EffectFailure> apply(List<Effect> effects) {
            // One at a time, so that everything before the fault has been sent.
            return effects.stream()
                    .flatMap(effect -> {
                        reached(effect.name());
                        return node.apply(List.of(effect)).stream();
                    })
                    .toList();
        }

        @Override
        public int ordinal() {
            return node.ordinal();
        }

        @Override
        public String pod() {
            return node.pod();
        }

        @Override
        public NodeAddress address() {
            return node.address();
        }

        @Override
        public Optional<String> announcedName() {
            return node.announcedName();
        }

        @Override
        public Probe observe() {
            return node.observe();
        }

        @Override
        public WriteOutcome write(ProbeWrite write) {
            return node.write(write);
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
