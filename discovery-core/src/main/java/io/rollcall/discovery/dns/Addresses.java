// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Addresses out of records. */
final class Addresses {

    private Addresses() {}

    static boolean isAddress(Record record) {
        return record.getType() == Type.A || record.getType() == Type.AAAA;
    }

    /** Without the owner's name, which dnsjava would put into the address and which comes from outside. */
    static InetAddress of(Record record) {
        try {
            return InetAddress.getByAddress(record.rdataToWireCanonical());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(record + " is no address record", e);
        }
    }

    static List<InetAddress> of(List<Record> records) {
        List<InetAddress> addresses = new ArrayList<>(records.size());
        for (Record record : records) {
            if (isAddress(record)) {
                addresses.add(of(record));
            }
        }
        return addresses;
    }
}
