// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

/**
 * Is told what changes in a watched service.
 *
 * <p>Called by one thread at a time, in the order of the events, each seeing what the one before wrote; not always the
 * same thread, and never while Rollcall holds a lock. A listener may block: it then delays its own events and nobody
 * else's. What it throws is logged and has no other effect.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PeerListener {

    /** Something changed. */
    void on(PeerEvent event);
}
