// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

/**
 * A listener's place in a {@link PeerWatch}.
 *
 * @since 0.1
 */
public interface Subscription extends AutoCloseable {

    /**
     * Ends it. No callback starts after this has returned. One that is running on another thread is waited for, but no
     * longer than a second, so that a listener that waits for the caller cannot hold it up for ever. Thread-safe; may be
     * called by the listener itself, and more than once.
     */
    @Override
    void close();
}
