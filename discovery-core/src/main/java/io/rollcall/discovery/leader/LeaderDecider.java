// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.FencingTokens.Denied;
import io.rollcall.discovery.leader.FencingTokens.Granted;
import io.rollcall.discovery.leader.FencingTokens.Unavailable;
import io.rollcall.discovery.leader.LeaderState.Follower;
import io.rollcall.discovery.leader.LeaderState.Forbidden;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.leader.LeaderState.Undecided;
import java.util.List;
import java.util.Optional;

/**
 * Decides from one observation who leads. Pure: no clock, no thread, no socket; the same observation gives the same
 * state. Immutable.
 *
 * <p>The gates, in this order; the first that is closed is the reason:
 *
 * <ol>
 *   <li>DNS has answered, the newest answer is fresh and not too old, and was not cut;
 *   <li>the pods belong to one StatefulSet, and the own pod is among them, with an own address;
 *   <li>at least the required number of the configured peers is listed with an address;
 *   <li>the stability window has passed since the last change, or that change touched neither the choice that this
 *       process made before nor the peer it chose; who was not chosen before is in doubt while the newest answers do not
 *       list it;
 *   <li>the policy names this process, and it has not resigned;
 *   <li>the peers agree, where a {@link Confirmation} is configured;
 *   <li>the fence grants an epoch, where {@link FencingTokens} are configured.
 * </ol>
 *
 * <p>A process outside of the set (its service names no {@linkplain HeadlessService#self() self}) follows and never leads.
 *
 * @since 0.1
 */
public final class LeaderDecider {

    private final int required;
    private final ViewGates gates;

    /**
     * For a majority of the configured peers.
     *
     * @param service whose peers choose a leader
     * @param policy whom they choose
     * @throws IllegalArgumentException as {@link #LeaderDecider(HeadlessService, LeadershipPolicy, int)}
     */
    public LeaderDecider(HeadlessService service, LeadershipPolicy policy) {
        this(service, policy, majority(service));
    }

    /**
     * Checks what can be known before the first observation.
     *
     * @param service whose peers choose a leader
     * @param policy whom they choose
     * @param required how many of the configured peers must be listed: a majority or more, and no more than there are
     * @throws IllegalArgumentException if the number, the own ordinal, the own set or a fixed ordinal does not fit the
     *     service; the message has both values
     */
    public LeaderDecider(HeadlessService service, LeadershipPolicy policy, int required) {
        Eligibility.check(service, policy, required);
        this.required = required;
        this.gates = new ViewGates(service, policy, required);
    }

    /** The least number that two halves of the configured peers cannot both reach. */
    static int majority(HeadlessService service) {
        return service.expectedPeers() / 2 + 1;
    }

    /** The peers that can be asked whether they agree, the own pod included. */
    List<Peer> voters(LeaderObservation seen) {
        return gates.present(seen);
    }

    /**
     * Decides.
     *
     * @param seen all that may be known
     */
    public LeaderState decide(LeaderObservation seen) {
        return decide(seen, nominate(seen));
    }

    /** Whom the view names: what peers tell each other in a {@link Confirmation}. */
    Nomination nominate(LeaderObservation seen) {
        return gates.nominate(seen);
    }

    /** Decides, with what {@link #nominate} said of the same watch. */
    LeaderState decide(LeaderObservation seen, Nomination nomination) {
        if (seen.standing() == Standing.CLOSED) {
            return new Forbidden(new ForbiddenReason.Closed());
        }
        boolean resigned = seen.standing() == Standing.RESIGNED;
        if (nomination instanceof Nomination.None none) {
            return resigned ? new Forbidden(new ForbiddenReason.Resigned()) : new Undecided(none.reason());
        }
        PeerId nominee = ((Nomination.Of) nomination).id();
        if (!seen.watch().view().service().self().equals(Optional.of(nominee))) {
            return new Follower(nominee);
        }
        return resigned ? new Forbidden(new ForbiddenReason.Resigned()) : agreed(seen);
    }

    private LeaderState agreed(LeaderObservation seen) {
        if (seen.agreement() instanceof Agreement.Pending) {
            return new Undecided(new UndecidedReason.Confirming());
        }
        if (seen.agreement() instanceof Agreement.Counted counted && counted.agreeing() < required) {
            return new Undecided(new UndecidedReason.Unconfirmed(counted.agreeing(), required, counted.dissent()));
        }
        return fenced(seen.fence());
    }

    private static LeaderState fenced(Fence fence) {
        if (fence instanceof Fence.None none) {
            return new Leader(new Epoch.Advisory(none.term()));
        }
        if (fence instanceof Fence.Answered answered) {
            return answered(answered.answer());
        }
        return new Undecided(new UndecidedReason.Claiming());
    }

    private static LeaderState answered(FencingTokens.Answer answer) {
        if (answer instanceof Granted granted) {
            return new Leader(new Epoch.Fenced(granted.epoch()));
        }
        if (answer instanceof Denied denied) {
            return new Forbidden(new ForbiddenReason.HeldByAnother(denied.holderEpoch(), denied.holder()));
        }
        return new Undecided(new UndecidedReason.FenceUnavailable(((Unavailable) answer).reason()));
    }
}
