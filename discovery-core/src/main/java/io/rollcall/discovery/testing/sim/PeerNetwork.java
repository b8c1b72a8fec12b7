// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.leader.Confirmation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries confirmations between processes, by address, as long as the network is whole between them. */
final class PeerNetwork {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final World world;
    private final Map<InetAddress, Endpoint> endpoints = new HashMap<>();

    private record Endpoint(PodProcess process, Confirmation.Voter voter) {}

    PeerNetwork(World world) {
        this.world = world;
    }

    /** The network as one process has it. */
    Confirmation of(PodProcess process) {
        return (service, voter) -> connect(process, voter);
    }

    private Confirmation.Line connect(PodProcess process, Confirmation.Voter voter) {
        endpoints.put(process.address(), new Endpoint(process, voter));
        return new Confirmation.Line() {
            @Override
            public CompletableFuture<Confirmation.Answer> ask(Peer peer, Confirmation.Question question) {
                return exchange(process, peer, question);
            }

            @Override
            public void close() {
                endpoints.computeIfPresent(
                        process.address(), (address, there) -> there.process() == process ? null : there);
            }
        };
    }

    private CompletableFuture<Confirmation.Answer> exchange(
            PodProcess asker, Peer peer, Confirmation.Question question) {
        CompletableFuture<Confirmation.Answer> answer = new CompletableFuture<>();
        asker.time().later(TIMEOUT, () -> answer.complete(new Confirmation.Silent(peer.name() + " did not answer")));
        world.later(delay(), () -> {
            Endpoint there = reached(asker, peer);
            if (there != null) {
                Confirmation.Answer said = there.voter().answer(question);
                world.later(delay(), () -> {
                    if (!asker.isDead() && !world.isSplit(asker, there.process())) {
                        asker.time().later(Duration.ZERO, () -> answer.complete(said));
                    }
                });
            }
        });
        return answer;
    }

    private @Nullable Endpoint reached(PodProcess asker, Peer peer) {
        Endpoint there = peer.addresses().isEmpty()
                ? null
                : endpoints.get(peer.addresses().get(0));
        return there == null
                        || there.process().isDead()
                        || there.process().isPaused()
                        || world.isSplit(asker, there.process())
                ? null
                : there;
    }

    private Duration delay() {
        return Duration.ofNanos(100_000 + world.random().nextLong(3_000_000));
    }
}
