// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

/** A node did not answer, or refused; the message names it and says what came back. */
public final class SlotNodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public SlotNodeException(String sentence) {
        super(sentence);
    }
}
