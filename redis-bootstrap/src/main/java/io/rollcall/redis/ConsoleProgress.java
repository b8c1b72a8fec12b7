// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.redis.decide.Classification;
import io.rollcall.redis.decide.ClusterPlan;
import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.Gate;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.run.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.LongSupplier;

/** Tells people how it goes: every change at once, the same state at most every few seconds. Not thread-safe. */
final class ConsoleProgress implements Progress {

    private final HeadlessService service;
    private final PrintWriter out;
    private final PendingStates states;
    private final int replicasPerMaster;

    ConsoleProgress(
            HeadlessService service, int replicasPerMaster, PrintWriter out, PrintWriter err, LongSupplier nanos) {
        this.service = service;
        this.replicasPerMaster = replicasPerMaster;
        this.out = out;
        this.states = new PendingStates(err, nanos);
    }

    @Override
    public void looked(LookupResult result) {
        String head = "waiting for " + service.expectedPeers() + " peers of " + service.domain() + ": ";
        if (result instanceof LookupResult.Found found) {
            if (found.view().peers().size() < service.expectedPeers()) {
                states.pending(head + found.view().peers().size() + " listed, missing ordinals "
                        + found.view().missingOrdinals());
            }
        } else {
            List<Evidence> evidence = result.evidence();
            states.pending(head
                    + (result instanceof LookupResult.Absent ? "none listed, " : "no usable answer, ")
                    + evidence.get(evidence.size() - 1));
        }
    }

    @Override
    public void silent(List<String> reasons) {
        states.pending("waiting for " + reasons.size() + " nodes to answer: " + reasons.get(0));
    }

    @Override
    public void planned(ClusterPlan plan, Observation seen) {
        out.print(ClusterMap.plan(plan, seen, replicasPerMaster));
        out.flush();
    }

    @Override
    public void found(Classification state) {
        out.print(StateText.of(state));
        out.flush();
    }

    @Override
    public void applying(Gate gate, List<Effect> effects) {
        states.say("applying " + gate.title() + ": " + effects.size() + " effects");
    }

    @Override
    public void waiting(Gate gate, List<String> reasons) {
        states.pending("waiting for " + gate.title() + ": " + reasons.get(0)
                + (reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : ""));
    }

    @Override
    public void warning(String sentence) {
        states.say("warning: " + sentence);
    }
}
