// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

/**
 * The {@link PeerDiscovery} was closed before the answer came.
 *
 * @since 0.1
 */
public final class DiscoveryClosedException extends DiscoveryException {
    private static final long serialVersionUID = 1L;

    /** Says which discovery was closed. */
    public DiscoveryClosedException(HeadlessService service) {
        super("the discovery of " + service.domain() + " is closed; open a new one to look again");
    }
}
