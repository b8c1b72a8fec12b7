// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.FaultStage.Asked;
import io.rollcall.discovery.testing.FaultStage.OnDelivery;
import io.rollcall.discovery.testing.FaultStage.OnMessage;
import io.rollcall.discovery.testing.FaultStage.OnReply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults in effect, in the order in which they were injected. */
final class FaultScript {

    private final List<InjectedFault> injected = new CopyOnWriteArrayList<>();

    InjectedFault inject(Fault fault, QueryFilter filter) {
        InjectedFault added = new InjectedFault(this, fault, filter);
        injected.add(added);
        return added;
    }

    void remove(InjectedFault fault) {
        injected.remove(fault);
    }

    void clear() {
        injected.clear();
    }

    /** What befalls one query; counts it. */
    Selected select(Query query) {
        List<FaultStage> stages = new ArrayList<>();
        for (InjectedFault fault : injected) {
            if (fault.applies(query)) {
                stages.add(fault.fault().stage());
            }
        }
        return new Selected(stages);
    }

    /** The faults of one query. */
    record Selected(List<FaultStage> stages) {

        Reply onReply(Reply reply, Asked asked) {
            Reply changed = reply;
            for (FaultStage stage : stages) {
                changed = stage instanceof OnReply fault ? fault.change(changed, asked) : changed;
            }
            return changed;
        }

        List<Delivery> send(ByteBuffer message, Asked asked) {
            ByteBuffer changed = message;
            for (FaultStage stage : stages) {
                changed = stage instanceof OnMessage fault ? fault.change(changed, asked) : changed;
            }
            List<Delivery> deliveries = List.of(Delivery.Send.now(changed));
            for (FaultStage stage : stages) {
                deliveries = stage instanceof OnDelivery fault ? fault.change(deliveries, asked) : deliveries;
            }
            return deliveries;
        }
    }
}
