// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Carries the question "do you see what I see?" between peers. With it, a process leads only while a majority of the
 * configured peers, itself included, shows the same members, expects the same number, names the same leader, and has
 * promised to agree with nobody else for a while.
 *
 * <p>It catches what DNS alone cannot show: a nameserver whose answers are old or cut for some peers only, peers that are
 * configured for different sizes, peers that are listed but dead, and a second process with the identity of the leader.
 * Since promises of majorities overlap, two processes cannot lead at once as long as their tickers run equally fast and
 * nobody answers for a pod but its one process.
 *
 * <p>It does not catch a second process with the identity of a <em>follower</em> (it promises twice), does not stop a
 * leader that was paused after it looked at its state, and proves nothing to a resource: for that, use
 * {@link FencingTokens}. It does not encrypt, and whoever can connect can ask and make peers promise: a network policy is
 * to keep others out. Without a majority that can be reached nobody leads, even if DNS is well.
 *
 * <p>Implementations carry, and decide nothing. Thread-safe; no method blocks.
 *
 * @since 0.1
 */
public interface Confirmation {

    /**
     * Begins to take questions. Called once by each elector.
     *
     * @param service whose peers ask
     * @param voter answers; does not block, is thread-safe
     * @throws IllegalStateException if it cannot: for instance, because the port is taken
     */
    Line open(HeadlessService service, Voter voter);

    /** Answers questions. */
    @FunctionalInterface
    interface Voter {
        /** The answer, at once. */
        Answer answer(Question question);
    }

    /** What {@link #open} opened. */
    interface Line extends AutoCloseable {

        /**
         * Asks one peer.
         *
         * @param peer whom
         * @param question what
         * @return {@link Silent} if no answer came in time; never fails
         */
        CompletableFuture<Answer> ask(Peer peer, Question question);

        /** Takes and asks no more questions. May be called more than once. */
        @Override
        void close();
    }

    /**
     * Asks a peer to confirm the one that asks.
     *
     * @param domain the service's absolute name
     * @param asked whom it is meant for; another pod may have the address by now
     * @param asker who asks, and wants to lead
     * @param incarnation tells the asking process from others with its identity; letters and digits
     * @param digest what the asker sees
     * @param validFor how long the promise is to hold
     */
    record Question(
            String domain, PeerId asked, PeerId asker, String incarnation, ViewDigest digest, Duration validFor) {}

    /** What a peer says. */
    sealed interface Answer {}

    /**
     * It sees the same and promises to agree with nobody else for as long as was asked.
     *
     * @param by who says so
     */
    record Agreed(PeerId by) implements Answer {}

    /**
     * It sees something else, or has promised itself to another.
     *
     * @param by who says so
     * @param leader whom it names
     * @param why one sentence
     */
    record Differs(PeerId by, Optional<PeerId> leader, String why) implements Answer {}

    /**
     * It is not the one that was meant.
     *
     * @param why one sentence
     */
    record Refused(String why) implements Answer {}

    /**
     * Nothing usable came back.
     *
     * @param why what was asked, of whom, and what came back instead
     */
    record Silent(String why) implements Answer {}
}
