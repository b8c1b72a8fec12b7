// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.PeerView;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many peers will do. Immutable. */
sealed interface WaitFor {

    /** Whether a view will do. */
    boolean isReachedBy(PeerView view);

    /** Whether the number of expected peers has to be known for it. */
    boolean needsExpected();

    /** So many, in whatever set. */
    record AtLeast(int peers) implements WaitFor {
        @Override
        public boolean isReachedBy(PeerView view) {
            return view.peers().size() >= peers;
        }

        @Override
        public boolean needsExpected() {
            return false;
        }

        @Override
        public String toString() {
            return peers + " peers";
        }
    }

    /** A share of those that there should be. */
    record Share(Completeness completeness) implements WaitFor {
        @Override
        public boolean isReachedBy(PeerView view) {
            return view.completeness().reaches(completeness);
        }

        @Override
        public boolean needsExpected() {
            return true;
        }

        @Override
        public String toString() {
            return completeness == Completeness.QUORUM ? "a quorum" : "all peers";
        }
    }

    /** Reads {@code 3}, {@code quorum} and {@code complete}. */
    final class Converter implements ITypeConverter<WaitFor> {
        @Override
        public WaitFor convert(String text) {
            String lower = text.strip().toLowerCase(Locale.ROOT);
            if (lower.equals("quorum")) {
                return new Share(Completeness.QUORUM);
            }
            if (lower.equals("complete")) {
                return new Share(Completeness.COMPLETE);
            }
            if (lower.matches("[0-9]{1,6}") && Integer.parseInt(lower) > 0) {
                return new AtLeast(Integer.parseInt(lower));
            }
            throw new TypeConversionException(
                    "\"" + text + "\" is nothing to wait for; write a number of peers, quorum or complete");
        }
    }
}
