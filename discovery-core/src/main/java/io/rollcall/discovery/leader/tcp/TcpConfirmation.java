// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader.tcp;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.leader.Confirmation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks peers over TCP, at their first address in DNS and a port that is the same for all of them.
 *
 * <p>Not encrypted and without a password: let a network policy admit the peers only. Each elector has one daemon thread,
 * {@code rollcall-confirmation-N}, and one connection per question. Immutable.
 *
 * @since 0.1
 */
public final class TcpConfirmation implements Confirmation {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final int port;
    private final Optional<InetAddress> address;
    private final Duration timeout;

    private TcpConfirmation(int port, Optional<InetAddress> address, Duration timeout) {
        this.port = port;
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * Listens and asks on a port, listening at all addresses of this machine.
     *
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the port is out of range
     */
    public static TcpConfirmation onPort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("confirmation port " + port + " is not 1 to 65535");
        }
        return new TcpConfirmation(port, Optional.empty(), DEFAULT_TIMEOUT);
    }

    /** Listens at one address only, and asks from it. */
    public TcpConfirmation at(InetAddress own) {
        return new TcpConfirmation(port, Optional.of(own), timeout);
    }

    /**
     * How long a question, from connecting to the answer, may take on either side; 1 s unless set.
     *
     * @throws IllegalArgumentException if it is not at least a millisecond and at most a minute
     */
    public TcpConfirmation timeout(Duration limit) {
        if (limit.toMillis() < 1 || limit.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "confirmation time-out " + limit + " is not 1 ms to " + LONGEST_TIMEOUT.toSeconds() + " s");
        }
        return new TcpConfirmation(port, address, limit);
    }

    @Override
    public Line open(HeadlessService service, Voter voter) {
        InetSocketAddress here =
                address.map(own -> new InetSocketAddress(own, port)).orElseGet(() -> new InetSocketAddress(port));
        try {
            return TcpLine.open(here, address, timeout, voter);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot take confirmation questions for " + service.domain() + " at " + here + ": " + e.getMessage()
                            + "; choose a free port that is the same for all peers",
                    e);
        }
    }
}
