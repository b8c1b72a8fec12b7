// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Shuffles addresses and nothing else, aliases first: CoreDNS, plugin/loadbalance/loadbalance.go. */
final class LoadBalance {

    private LoadBalance() {}

    static Reply shuffle(Reply reply, RandomGenerator random) {
        return new Reply(
                reply.rcode(),
                reply.authoritative(),
                reply.truncated(),
                shuffle(reply.answer(), random),
                shuffle(reply.authority(), random),
                shuffle(reply.additional(), random));
    }

    private static List<Record> shuffle(List<Record> records, RandomGenerator random) {
        if (records.size() < 2) {
            return records;
        }
        List<Record> shuffled = new ArrayList<>(records.size());
        List<Record> addresses = new ArrayList<>(records.size());
        for (Record record : records) {
            boolean isAddress = record.getType() == Type.A || record.getType() == Type.AAAA;
            (isAddress ? addresses : shuffled).add(record);
        }
        for (int i = addresses.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Record moved = addresses.set(i, addresses.get(other));
            addresses.set(other, moved);
        }
        shuffled.addAll(addresses);
        return shuffled;
    }
}
