// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

/**
 * Base of what discovery throws. The message says what was asked, of whom, what came back and what to do.
 *
 * @since 0.1
 */
public abstract class DiscoveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For subclasses. */
    protected DiscoveryException(String message) {
        super(message);
    }
}
