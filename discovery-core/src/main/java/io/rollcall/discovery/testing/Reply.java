// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.List;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/**
 * What is answered, before it is known how much of it fits.
 *
 * @param rcode of {@link Rcode}, extended ones included
 * @param truncated that TC is set even if everything fits
 */
record Reply(
        int rcode,
        boolean authoritative,
        boolean truncated,
        List<Record> answer,
        List<Record> authority,
        List<Record> additional) {

    /** An error from before any zone was asked. */
    static Reply error(int rcode) {
        return new Reply(rcode, false, false, List.of(), List.of(), List.of());
    }

    /** NXDOMAIN, or NODATA as {@link Rcode#NOERROR} without an answer. */
    static Reply negative(int rcode, Record soa) {
        return new Reply(rcode, true, false, List.of(), List.of(soa), List.of());
    }

    static Reply of(List<Record> answer, List<Record> additional) {
        return new Reply(Rcode.NOERROR, true, false, answer, List.of(), additional);
    }
}
