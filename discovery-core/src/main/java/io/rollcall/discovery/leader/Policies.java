// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import java.util.List;
import java.util.Optional;

/** The policies that come with Rollcall. */
final class Policies {

    static final LeadershipPolicy LOWEST = new LeadershipPolicy() {
        @Override
        public Optional<PeerId> choose(List<PeerId> candidates, Optional<PeerId> incumbent) {
            return Optional.of(candidates.get(0));
        }

        @Override
        public String toString() {
            return "lowest";
        }
    };

    static final LeadershipPolicy STICKY = new LeadershipPolicy() {
        @Override
        public Optional<PeerId> choose(List<PeerId> candidates, Optional<PeerId> incumbent) {
            return incumbent.filter(candidates::contains).or(() -> Optional.of(candidates.get(0)));
        }

        @Override
        public boolean needsIncumbent() {
            return true;
        }

        @Override
        public String toString() {
            return "sticky";
        }
    };

    private Policies() {}

    record Fixed(int ordinal) implements LeadershipPolicy {
        @Override
        public Optional<PeerId> choose(List<PeerId> candidates, Optional<PeerId> incumbent) {
            return candidates.stream().filter(id -> id.ordinal() == ordinal).findFirst();
        }

        @Override
        public String toString() {
            return "fixed to ordinal " + ordinal;
        }
    }
}
