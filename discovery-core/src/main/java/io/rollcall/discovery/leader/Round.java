// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.Confirmation.Agreed;
import io.rollcall.discovery.leader.Confirmation.Answer;
import io.rollcall.discovery.leader.Confirmation.Silent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One round of questions under way: ends with the last answer, or as soon as enough agree. Thread-safe. */
final class Round {

    private final int required;
    private final Map<PeerId, Answer> answers = new HashMap<>();
    private final CompletableFuture<Tally> result = new CompletableFuture<>();
    private int open;

    /**
     * Begins.
     *
     * @param required how many must agree
     * @param self who asks
     * @param own the own answer
     * @param asked who else is asked
     */
    Round(int required, PeerId self, Answer own, Set<PeerId> asked) {
        this.required = required;
        this.open = asked.size();
        asked.forEach(peer -> answers.put(peer, new Silent(peer + " has not answered yet")));
        answers.put(self, own);
    }

    /** What the round came to; completes on the thread of the answer that ended it. */
    CompletableFuture<Tally> result() {
        return result;
    }

    void begin() {
        endIfDecided();
    }

    void answered(PeerId peer, Answer answer) {
        synchronized (answers) {
            answers.put(peer, answer);
            open--;
        }
        endIfDecided();
    }

    private void endIfDecided() {
        Map<PeerId, Answer> known;
        synchronized (answers) {
            long agreeing =
                    answers.values().stream().filter(Agreed.class::isInstance).count();
            if (open > 0 && agreeing < required) {
                return;
            }
            known = Map.copyOf(answers);
        }
        result.complete(Tally.of(known, required));
    }
}
