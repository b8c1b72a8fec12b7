// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.Confirmation.Agreed;
import io.rollcall.discovery.leader.Confirmation.Answer;
import io.rollcall.discovery.leader.Confirmation.Differs;
import io.rollcall.discovery.leader.Confirmation.Refused;
import io.rollcall.discovery.leader.Confirmation.Silent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a round of questions came to. Pure.
 *
 * @param agreement who agrees
 * @param opposed how many said no; those who said nothing are not among them
 * @param rival whom enough peers name instead, if they do
 */
record Tally(Agreement.Counted agreement, int opposed, Optional<PeerId> rival) {

    /**
     * Counts.
     *
     * @param answers by the peer that was asked, this process included
     * @param required how many peers are enough
     */
    static Tally of(Map<PeerId, Answer> answers, int required) {
        int agreeing = 0;
        int opposed = 0;
        List<String> dissent = new ArrayList<>();
        Map<PeerId, Integer> named = new TreeMap<>();
        for (Map.Entry<PeerId, Answer> entry : new TreeMap<>(answers).entrySet()) {
            Answer answer = entry.getValue();
            if (answer instanceof Agreed agreed && agreed.by().equals(entry.getKey())) {
                agreeing++;
            } else {
                dissent.add(sentence(entry.getKey(), answer));
            }
            if (answer instanceof Differs || answer instanceof Refused) {
                opposed++;
            }
            if (answer instanceof Differs differs) {
                differs.leader().ifPresent(leader -> named.merge(leader, 1, Integer::sum));
            }
        }
        return new Tally(
                new Agreement.Counted(agreeing, dissent),
                opposed,
                named.entrySet().stream()
                        .filter(entry -> entry.getValue() >= required)
                        .map(Map.Entry::getKey)
                        .findFirst());
    }

    private static String sentence(PeerId asked, Answer answer) {
        if (answer instanceof Differs differs) {
            return differs.why();
        }
        if (answer instanceof Refused refused) {
            return asked + " refused: " + refused.why();
        }
        if (answer instanceof Silent silent) {
            return silent.why();
        }
        return asked + " answered as " + ((Agreed) answer).by();
    }
}
