// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** How one exchange ended. The cases stay apart: only two of them say that something does not exist. */
sealed interface Outcome {

    Asked asked();

    Evidence evidence();

    /** Whether the server said something about the name, so that no other server needs to be asked. */
    default boolean conclusive() {
        return this instanceof Answer || this instanceof NoData || this instanceof NxDomain;
    }

    /**
     * Records came back, or were announced and cut.
     *
     * @param ttl the least TTL of the records and of the addresses beside them
     * @param whole false if the server cut the answer (TC)
     * @param canonical where the chain of CNAMEs ends; the name that was asked for if there is none
     * @param records those of the asked type at {@code canonical}; empty if the answer holds only the way there, or if
     *     it was cut
     * @param glue the address records of the additional section
     */
    record Answer(
            Asked asked,
            int bytes,
            Duration ttl,
            boolean whole,
            Name canonical,
            List<Record> records,
            List<Record> glue)
            implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.ANSWER, bytes, ttl, whole);
        }
    }

    /**
     * The name exists and has no record of the type.
     *
     * @param ttl how long that may be kept
     */
    record NoData(Asked asked, int bytes, Duration ttl) implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.NO_DATA, bytes, ttl, true);
        }
    }

    /**
     * The name does not exist.
     *
     * @param ttl how long that may be kept
     * @param zone the zone that says so; empty without an SOA record
     */
    record NxDomain(Asked asked, int bytes, Duration ttl, Optional<Name> zone) implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.NX_DOMAIN, bytes, ttl, true);
        }
    }

    /** The server failed; CoreDNS says so for names it has not yet loaded. */
    record ServFail(Asked asked, int bytes) implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.SERV_FAIL, bytes, Duration.ZERO, true);
        }
    }

    /** The server declines, or does not know how to answer. */
    record Refused(Asked asked, int bytes) implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.REFUSED, bytes, Duration.ZERO, true);
        }
    }

    /** Nothing came in time. */
    record Timeout(Asked asked) implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.TIMEOUT, 0, Duration.ZERO, true);
        }
    }

    /**
     * The server cannot be reached.
     *
     * @param reason what the operating system said
     */
    record Unreachable(Asked asked, String reason) implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.UNREACHABLE, 0, Duration.ZERO, true);
        }
    }

    /**
     * What came back is no valid reply.
     *
     * @param reason what is wrong with it
     * @param complaint whether it was the server that found the question malformed (FORMERR)
     */
    record Malformed(Asked asked, int bytes, String reason, boolean complaint) implements Outcome {
        @Override
        public Evidence evidence() {
            return asked.evidence(Verdict.MALFORMED, bytes, Duration.ZERO, true);
        }
    }
}
