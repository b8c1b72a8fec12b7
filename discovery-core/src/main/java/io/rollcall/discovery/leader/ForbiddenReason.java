// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.PeerId;
import java.util.Optional;

/**
 * Why a process must not lead although its view names it. Immutable.
 *
 * @since 0.1
 */
public sealed interface ForbiddenReason {

    /** One sentence that says what was found and what to do. */
    String sentence();

    /** {@link LeaderElector#resign()} was called. Lasts until the process ends. */
    record Resigned() implements ForbiddenReason {
        @Override
        public String sentence() {
            return "this process has resigned; another peer leads once DNS no longer lists this pod";
        }
    }

    /** {@link LeaderElector#close()} was called. Lasts until the process ends. */
    record Closed() implements ForbiddenReason {
        @Override
        public String sentence() {
            return "the elector is closed; open a new one to take part again";
        }
    }

    /**
     * The fence says that somebody else holds leadership: a leader of before whose term has not ended, or a second process
     * with the identity of this one (a pod that was force-deleted and runs on).
     *
     * @param holderEpoch the epoch of the holder
     * @param holder who holds it, where the fence knows
     */
    record HeldByAnother(long holderEpoch, Optional<PeerId> holder) implements ForbiddenReason {
        @Override
        public String sentence() {
            return "the fence says that epoch " + holderEpoch + " is held"
                    + holder.map(id -> " by " + id).orElse("") + ", not by this process; it is asked again, and if this"
                    + " lasts, look for a second process with this identity or a leader that DNS no longer lists";
        }
    }
}
