// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.Delivery.CloseAfter;
import io.rollcall.discovery.testing.Delivery.Send;
import io.rollcall.discovery.testing.FaultStage.OnDelivery;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What can go wrong on the way. */
final class SendingFaults {

    private SendingFaults() {}

    static OnDelivery each(Function<Send, List<Delivery>> change) {
        return (deliveries, asked) -> {
            List<Delivery> changed = new ArrayList<>();
            for (Delivery delivery : deliveries) {
                changed.addAll(delivery instanceof Send send ? change.apply(send) : List.of(delivery));
            }
            return changed;
        };
    }

    static OnDelivery closeAfter(int bytes) {
        OnDelivery close = each(send -> List.of(new CloseAfter(send.message(), bytes, send.delay())));
        return (deliveries, asked) ->
                asked.query().transport() == Transport.TCP ? close.change(deliveries, asked) : deliveries;
    }

    static OnDelivery forgedFirst(Forgery forgery) {
        return (deliveries, asked) -> each(send -> {
                    ByteBuffer nameError = MessageFaults.nameError(send.message());
                    return switch (forgery) {
                        case WRONG_ID -> List.of(Send.now(MessageFaults.WRONG_ID.change(nameError, asked)), send);
                        case WRONG_QUESTION ->
                            List.of(Send.now(MessageFaults.WRONG_QUESTION.change(nameError, asked)), send);
                        case WRONG_PORT ->
                            asked.query().transport() == Transport.UDP
                                    ? List.of(Send.now(nameError).fromElsewhere(), send)
                                    : List.of(send);
                    };
                })
                .change(deliveries, asked);
    }
}
