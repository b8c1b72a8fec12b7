// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.nio.ByteBuffer;
import java.util.List;
import org.xbill.DNS.Name;

/** Where on its way an answer is spoiled. */
sealed interface FaultStage {

    /**
     * The question that is being answered.
     *
     * @param name in the query's letter case
     */
    record Asked(Name name, int type, Query query) {}

    /** The records, before they are written. */
    @FunctionalInterface
    non-sealed interface OnReply extends FaultStage {
        Reply change(Reply reply, Asked asked);
    }

    /** The bytes, before they are sent. */
    @FunctionalInterface
    non-sealed interface OnMessage extends FaultStage {
        ByteBuffer change(ByteBuffer message, Asked asked);
    }

    /** The sending. */
    @FunctionalInterface
    non-sealed interface OnDelivery extends FaultStage {
        List<Delivery> change(List<Delivery> deliveries, Asked asked);
    }
}
