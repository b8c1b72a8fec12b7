// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerWatch;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The settings of a {@link LeaderElector}. Not thread-safe.
 *
 * @since 0.1
 */
public final class LeaderElectorBuilder {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_VALIDITY = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    final PeerWatch watch;
    Optional<FencingTokens> tokens = Optional.empty();
    Optional<Confirmation> confirmation = Optional.empty();
    Optional<ScheduledExecutorService> scheduler = Optional.empty();
    Optional<Executor> listenerExecutor = Optional.empty();
    Duration fenceTimeout = Duration.ofSeconds(2);
    LongSupplier ticker = System::nanoTime;
    private LeadershipPolicy policy = LeadershipPolicy.lowest();
    private OptionalInt required = OptionalInt.empty();
    private Set<InetAddress> ownAddresses = Set.of();
    private Optional<Duration> validity = Optional.empty();
    private Duration fenceRetry = Duration.ofSeconds(1);
    private RandomGenerator random = new SecureRandom();

    LeaderElectorBuilder(PeerWatch watch) {
        this.watch = watch;
    }

    /** Where epochs come from; none unless set, and a leader is then advisory. */
    public LeaderElectorBuilder fencing(FencingTokens tokens) {
        this.tokens = Optional.of(tokens);
        return this;
    }

    /** Whom the view names; {@link LeadershipPolicy#lowest()} unless set. */
    public LeaderElectorBuilder policy(LeadershipPolicy policy) {
        this.policy = policy;
        return this;
    }

    /** How many of the configured peers must be listed; a majority unless set, and never less. */
    public LeaderElectorBuilder requiredPeers(int required) {
        this.required = OptionalInt.of(required);
        return this;
    }

    /**
     * The addresses of this process. With them a process does not lead while DNS gives its name to another address, as
     * happens to a pod that was force-deleted and runs on. Not compared unless set.
     */
    public LeaderElectorBuilder ownAddresses(Collection<InetAddress> addresses) {
        this.ownAddresses = Set.copyOf(addresses);
        return this;
    }

    /** Lead only while a majority of the configured peers confirms it; off unless set. */
    public LeaderElectorBuilder confirmation(Confirmation confirmation) {
        this.confirmation = Optional.of(confirmation);
        return this;
    }

    /**
     * For how long a peer's agreement holds, which is also how long a leader that was cut off from its peers leads on. At
     * most the stability window, since a peer that restarts forgets what it promised and waits for no longer than that; 5 s
     * or the stability window, whichever is less, unless set.
     *
     * @throws IllegalArgumentException if it is not more than zero and at most an hour
     */
    public LeaderElectorBuilder confirmationValidity(Duration validity) {
        this.validity = Optional.of(positive("confirmation validity", validity));
        return this;
    }

    /**
     * How long the fence may take for an answer; 2 s unless set.
     *
     * @throws IllegalArgumentException if it is not more than zero and at most an hour
     */
    public LeaderElectorBuilder fenceTimeout(Duration fenceTimeout) {
        this.fenceTimeout = positive("fence time-out", fenceTimeout);
        return this;
    }

    /**
     * How long to wait before the fence is asked again after it granted nothing; 1 s unless set.
     *
     * @throws IllegalArgumentException if it is not more than zero and at most an hour
     */
    public LeaderElectorBuilder fenceRetry(Duration fenceRetry) {
        this.fenceRetry = positive("fence retry", fenceRetry);
        return this;
    }

    /**
     * Where decisions are made and, unless {@link #listenerExecutor} is set too, listeners called; not shut down by the
     * elector. A thread of its own unless set.
     */
    public LeaderElectorBuilder scheduler(ScheduledExecutorService scheduler) {
        this.scheduler = Optional.of(scheduler);
        return this;
    }

    /** Where listeners are called, never two at a time; not shut down by the elector. */
    public LeaderElectorBuilder listenerExecutor(Executor executor) {
        this.listenerExecutor = Optional.of(executor);
        return this;
    }

    /** Measures durations, in nanoseconds; {@link System#nanoTime} unless set. The watch must have the same one. */
    public LeaderElectorBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /** Makes the 64 bits that tell processes with the same identity apart; a {@link SecureRandom} unless set. */
    public LeaderElectorBuilder random(RandomGenerator random) {
        this.random = random;
        return this;
    }

    /**
     * Begins to decide.
     *
     * @throws IllegalArgumentException if the settings can elect nobody or two: the own ordinal, a fixed ordinal or the
     *     required number outside of what the service expects, a policy that depends on the incumbent with nobody to ask
     *     for it, an agreement that holds for longer than the stability window, a fence or confirmation for a process
     *     that is none of the peers. The message has both values
     * @throws IllegalStateException if the confirmation cannot be opened
     */
    public LeaderElector build() {
        return new LeaderElector(this);
    }

    Electorate electorate() {
        HeadlessService service = watch.service();
        int enough = required.orElse(LeaderDecider.majority(service));
        LeaderDecider decider = new LeaderDecider(service, policy, enough);
        if (policy.needsIncumbent() && tokens.isEmpty() && confirmation.isEmpty()) {
            throw new IllegalArgumentException("the policy " + policy + " depends on who leads already, which a process"
                    + " that has just started cannot know from DNS; give it fencing or a confirmation");
        }
        if (service.self().isEmpty() && (tokens.isPresent() || confirmation.isPresent())) {
            throw new IllegalArgumentException("a fence or a confirmation was given for " + service.domain()
                    + ", but this process does not know which peer it is; set self of the service");
        }
        return new Electorate(
                service,
                decider,
                enough,
                ownAddresses,
                Long.toHexString(random.nextLong()),
                tokens.isPresent(),
                fenceRetry,
                confirmation.isPresent(),
                validity(),
                HEARTBEAT);
    }

    private Duration validity() {
        Duration window = watch.state().stabilityWindow();
        if (confirmation.isEmpty()) {
            return LONGEST_VALIDITY;
        }
        if (window.isZero()) {
            throw new IllegalArgumentException("a confirmation needs a stability window longer than " + window
                    + ", because a peer that restarts forgets what it promised");
        }
        Duration usual = window.compareTo(LONGEST_VALIDITY) < 0 ? window : LONGEST_VALIDITY;
        Duration chosen = validity.orElse(usual);
        if (chosen.compareTo(window) > 0) {
            throw new IllegalArgumentException("an agreement for " + chosen + " is longer than the stability window "
                    + window + ", after which a peer that restarted may agree with another; make it shorter");
        }
        return chosen;
    }

    private static Duration positive(String what, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " " + value + " is not more than zero and at most " + LONGEST);
        }
        return value;
    }
}
