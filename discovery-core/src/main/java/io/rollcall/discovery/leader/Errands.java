// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.Confirmation.Answer;
import io.rollcall.discovery.leader.Confirmation.Line;
import io.rollcall.discovery.leader.Confirmation.Silent;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks fence and peers. Every errand ends, in time and without an exception, whatever the other side does.
 *
 * @param electorate who asks
 * @param tokens the fence
 * @param fenceCall bounds a call to the fence
 * @param peerCall bounds a question to a peer
 */
record Errands(Electorate electorate, Optional<FencingTokens> tokens, Bounded fenceCall, Bounded peerCall) {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);

    /** @param late gets an answer that came after the time was over */
    CompletableFuture<FencingTokens.Answer> askFence(OptionalLong epoch, Consumer<FencingTokens.Answer> late) {
        FencingTokens fence = tokens.orElseThrow();
        FencingTokens.Claim claim = electorate.claim();
        return fenceCall.call(
                () -> epoch.isPresent() ? fence.renew(claim, epoch.getAsLong()) : fence.claim(claim),
                FencingTokens.Unavailable::new,
                late);
    }

    CompletableFuture<Void> giveBack(long epoch) {
        FencingTokens fence = tokens.orElseThrow();
        return fenceCall
                .<Optional<String>>call(
                        () -> fence.release(electorate.claim(), epoch).thenApply(released -> Optional.empty()),
                        Optional::of,
                        late -> {})
                .thenAccept(failure -> failure.ifPresent(why -> LOG.warn(
                        "epoch {} of {} was not given back, and ends by itself: {}",
                        epoch,
                        electorate.service().domain(),
                        why)));
    }

    CompletableFuture<Tally> askPeers(Candidacy.AskPeers asking, Line line) {
        PeerId self = electorate.service().self().orElseThrow();
        Map<PeerId, Peer> others = asking.peers().stream()
                .filter(peer -> !peer.id().equals(Optional.of(self)))
                .collect(Collectors.toMap(peer -> peer.id().orElseThrow(), peer -> peer, (a, b) -> a));
        Round round = new Round(electorate.required(), self, asking.own(), others.keySet());
        others.forEach((id, peer) -> {
            CompletableFuture<Answer> answer = peerCall.call(
                    () -> line.ask(peer, electorate.question(id, asking.digest())),
                    why -> new Silent(id + " could not be asked: " + why),
                    late -> {});
            Futures.then(answer, said -> round.answered(id, said));
        });
        round.begin();
        return round.result();
    }
}
