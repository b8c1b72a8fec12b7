// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

import io.rollcall.discovery.DiscoveryException;
import io.rollcall.discovery.HeadlessService;
import java.time.Duration;

/**
 * The deadline passed before it was known who leads.
 *
 * @since 0.1
 */
public final class LeaderUndecidedException extends DiscoveryException {
    private static final long serialVersionUID = 1L;

    /** Not carried through serialization: it is for the caller at hand. */
    private final transient LeaderState last;

    /**
     * Builds the sentence.
     *
     * @param service whose leader was wanted
     * @param waited how long was waited
     * @param last the state in the end
     */
    public LeaderUndecidedException(HeadlessService service, Duration waited, LeaderState last) {
        super("waited " + waited.toMillis() / 1000.0 + " s to know who leads " + service.domain() + ": "
                + last.sentence());
        this.last = last;
    }

    /** The state in the end. */
    public LeaderState last() {
        return last;
    }
}
