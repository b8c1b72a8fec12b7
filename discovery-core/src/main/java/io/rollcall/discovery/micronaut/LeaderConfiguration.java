// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.rollcall.discovery.dns.AddressLiteral;
import io.rollcall.discovery.leader.LeaderElectorBuilder;
import io.rollcall.discovery.leader.LeadershipPolicy;
import io.rollcall.discovery.leader.tcp.TcpConfirmation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether and how a leader is chosen; {@link LeaderElectorBuilder} has the ranges. Immutable.
 *
 * @param enabled whether there is an elector; unless set, if there is a bean of type
 *     {@link io.rollcall.discovery.leader.FencingTokens}
 * @param policy whom the view names, unless there is a bean of type {@link LeadershipPolicy}
 * @param fixedOrdinal the ordinal that leads; needed by the policy {@code fixed}, and by no other
 * @param requiredPeers how many of the configured peers must be listed; a majority unless set, and never less
 * @param ownAddresses the addresses of this process, so that it does not lead while DNS gives its name to another one;
 *     often {@code ${POD_IP}}
 * @param confirmationPort the TCP port, the same for all peers, at which they confirm a leader; none unless set
 * @param confirmationValidity for how long a peer's agreement holds
 * @param fenceTimeout how long the fence may take for an answer
 * @param fenceRetry how long to wait before the fence is asked again after it granted nothing
 * @param resignTimeout how long the end of the application waits for the listeners to stop their work and the epoch to be
 *     given back, zero or more
 * @since 0.1
 */
@ConfigurationProperties(LeaderConfiguration.PREFIX)
public record LeaderConfiguration(
        Optional<Boolean> enabled,
        @Bindable(defaultValue = "lowest") Policy policy,
        Optional<Integer> fixedOrdinal,
        Optional<Integer> requiredPeers,
        @Bindable(defaultValue = "") List<String> ownAddresses,
        Optional<Integer> confirmationPort,
        Optional<Duration> confirmationValidity,
        @Bindable(defaultValue = "2s") Duration fenceTimeout,
        @Bindable(defaultValue = "1s") Duration fenceRetry,
        @Bindable(defaultValue = "5s") Duration resignTimeout)
        implements RollcallSettings {

    /** What all keys begin with. */
    public static final String PREFIX = RollcallConfiguration.PREFIX + ".leader";

    /** The policies that need no code. */
    public enum Policy {
        /** {@link LeadershipPolicy#lowest()}. */
        LOWEST,
        /** {@link LeadershipPolicy#sticky()}. */
        STICKY,
        /** {@link LeadershipPolicy#fixed(int)}. */
        FIXED
    }

    /**
     * Drops blank addresses.
     *
     * @throws IllegalArgumentException if the settings contradict each other or the time-out is negative
     */
    public LeaderConfiguration {
        ownAddresses = ownAddresses.stream().filter(text -> !text.isBlank()).toList();
        if ((policy == Policy.FIXED) != fixedOrdinal.isPresent()) {
            throw new IllegalArgumentException(PREFIX + ".policy is " + policy + " and " + PREFIX + ".fixed-ordinal is "
                    + fixedOrdinal.map(Object::toString).orElse("not set")
                    + "; the policy fixed needs it, and no other policy has a use for it");
        }
        if (resignTimeout.isNegative()) {
            throw new IllegalArgumentException(PREFIX + ".resign-timeout " + resignTimeout + " is not zero or more");
        }
    }

    /**
     * Hands these settings on.
     *
     * @throws IllegalArgumentException if a setting is out of its range
     */
    void apply(LeaderElectorBuilder builder) {
        builder.policy(chosenPolicy()).fenceTimeout(fenceTimeout).fenceRetry(fenceRetry);
        requiredPeers.ifPresent(builder::requiredPeers);
        builder.ownAddresses(ownAddresses.stream().map(AddressLiteral::parse).toList());
        confirmationPort.ifPresent(port -> builder.confirmation(TcpConfirmation.onPort(port)));
        confirmationValidity.ifPresent(builder::confirmationValidity);
    }

    private LeadershipPolicy chosenPolicy() {
        return switch (policy) {
            case LOWEST -> LeadershipPolicy.lowest();
            case STICKY -> LeadershipPolicy.sticky();
            case FIXED -> LeadershipPolicy.fixed(fixedOrdinal.orElseThrow());
        };
    }
}
