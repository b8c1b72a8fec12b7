// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.FaultStage.OnMessage;
import java.nio.ByteBuffer;
import org.xbill.DNS.Rcode;

/** What can be wrong with the bytes of an answer; offsets as RFC 1035, section 4.1.1. None changes its input. */
final class MessageFaults {

    private static final int HEADER = 12;
    private static final int FLAGS = 2;
    private static final int COUNTS_AFTER_QUESTION = 6;
    private static final int RCODE_MASK = 0xfff0;
    private static final int TYPE_AND_CLASS = 4;

    /** The id with its lowest bit turned. */
    static final OnMessage WRONG_ID = (message, asked) -> {
        ByteBuffer changed = copy(message, message.remaining());
        return changed.putShort(0, (short) (changed.getShort(0) ^ 1));
    };

    /** The first letter of the question's name is another; the name stays a name. */
    static final OnMessage WRONG_QUESTION = (message, asked) -> {
        ByteBuffer changed = copy(message, message.remaining());
        if (changed.limit() > HEADER + 1 && changed.get(HEADER) > 0) {
            changed.put(HEADER + 1, (byte) (changed.get(HEADER + 1) == 'z' ? 'y' : 'z'));
        }
        return changed;
    };

    static final OnMessage NO_EDNS = (message, asked) -> {
        if (!asked.query().edns()) {
            return message;
        }
        ByteBuffer header = withRcode(copy(message, HEADER), Rcode.FORMERR);
        return header.putLong(4, 0);
    };

    private MessageFaults() {}

    static OnMessage garbledAfter(int bytes) {
        return (message, asked) -> copy(message, Math.min(bytes, message.remaining()));
    }

    /** NXDOMAIN to the same question, with nothing else. */
    static ByteBuffer nameError(ByteBuffer message) {
        ByteBuffer start = message.duplicate();
        int end = HEADER;
        while (start.get(end) != 0) {
            end += 1 + (start.get(end) & 0xff);
        }
        ByteBuffer changed = withRcode(copy(message, end + 1 + TYPE_AND_CLASS), Rcode.NXDOMAIN);
        return changed.putShort(COUNTS_AFTER_QUESTION, (short) 0).putInt(COUNTS_AFTER_QUESTION + 2, 0);
    }

    private static ByteBuffer withRcode(ByteBuffer message, int rcode) {
        return message.putShort(FLAGS, (short) ((message.getShort(FLAGS) & RCODE_MASK) | rcode));
    }

    private static ByteBuffer copy(ByteBuffer message, int length) {
        byte[] bytes = new byte[length];
        message.duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
