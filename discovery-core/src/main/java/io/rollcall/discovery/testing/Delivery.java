// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.nio.ByteBuffer;
import java.time.Duration;

/** One thing to do about a message that came in. */
sealed interface Delivery {

    /**
     * Send an answer back to where the query came from.
     *
     * @param fromOtherPort from a socket that was never asked; over UDP only
     */
    record Send(ByteBuffer message, Duration delay, boolean fromOtherPort) implements Delivery {

        static Send now(ByteBuffer message) {
            return new Send(message, Duration.ZERO, false);
        }

        Send later(Duration more) {
            return new Send(message, delay.plus(more), fromOtherPort);
        }

        Send fromElsewhere() {
            return new Send(message, delay, true);
        }
    }

    /** Send the first bytes of the answer, its length prefix included, and close the connection. */
    record CloseAfter(ByteBuffer message, int bytes, Duration delay) implements Delivery {}

    /** Never send anything on this connection again, and keep it open. */
    record GoSilent() implements Delivery {}
}
