// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader;

/**
 * Whether a process stands for leadership.
 *
 * @since 0.1
 */
public enum Standing {
    /** It leads if it is chosen. */
    ACTIVE,
    /** It drains and leads no more, but still says who does. */
    RESIGNED,
    /** Its elector is closed. */
    CLOSED
}
