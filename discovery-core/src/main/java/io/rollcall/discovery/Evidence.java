// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.time.Duration;

/**
 * What one DNS exchange showed: what was asked, of whom, and what came back. Results and exceptions carry it, so that a
 * message can say more than "not found".
 *
 * @param question the record type and name that were asked for, for instance {@code SRV _redis._tcp.redis.demo…}
 * @param server address and port of the server, or {@code none} if nobody could be asked
 * @param transport {@code UDP} or {@code TCP}
 * @param verdict how the exchange ended
 * @param bytes the size of the answer; 0 without one
 * @param ttl the least TTL of a positive answer, the negative TTL (RFC 2308) of a negative one; zero where the answer
 *     carried none
 * @param whole false if the answer was cut
 * @since 0.1
 */
public record Evidence(
        String question, String server, String transport, Verdict verdict, int bytes, Duration ttl, boolean whole) {

    /** How an exchange ended. Nothing folds these into "empty". */
    public enum Verdict {
        /** Records came back. */
        ANSWER,
        /** The name exists, but has no record of the type. */
        NO_DATA,
        /** The name does not exist. A headless service without a ready pod looks the same. */
        NX_DOMAIN,
        /** The server failed, or has not yet loaded its data. */
        SERV_FAIL,
        /** The server declines to answer. */
        REFUSED,
        /** No answer in time. */
        TIMEOUT,
        /** The server cannot be reached: closed port, no route. */
        UNREACHABLE,
        /** An answer that is no valid reply to the question. */
        MALFORMED
    }

    /** One line for people: {@code SRV redis.demo.svc.cluster.local. at 10.0.0.10:53 over UDP: NX_DOMAIN, TTL PT30S}. */
    @Override
    public String toString() {
        return question + " at " + server + " over " + transport + ": " + verdict + ", " + bytes + " bytes, TTL "
                + ttl.toSeconds() + " s" + (whole ? "" : ", cut");
    }
}
