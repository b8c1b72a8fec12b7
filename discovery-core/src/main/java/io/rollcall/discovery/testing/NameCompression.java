// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Name;

/**
 * Writes names with pointers to those before them (RFC 1035, section 4.1.4), by the rules of the library CoreDNS uses
 * (miekg/dns, msg.go, packDomainName): letter case counts, and a name that may not be shortened itself still serves
 * later ones as a place to point to. dnsjava's own compression differs in both, and with it in what fits.
 */
final class NameCompression {

    private static final int POINTER_LIMIT = 0x4000;
    private static final int POINTER = 0xC000;

    private final Map<String, Integer> offsets = new HashMap<>();
    private final boolean enabled;

    NameCompression(boolean enabled) {
        this.enabled = enabled;
    }

    /** Writes a name, shortened if that is enabled. */
    void write(DNSOutput out, Name name) {
        write(out, name, enabled);
    }

    /** Writes a name in full, as the targets of SRV records need (RFC 2782). */
    void writeInFull(DNSOutput out, Name name) {
        write(out, name, false);
    }

    private void write(DNSOutput out, Name name, boolean shorten) {
        byte[] wire = name.toWire();
        if (!enabled || (!shorten && out.current() >= POINTER_LIMIT)) {
            out.writeByteArray(wire);
            return;
        }
        int at = 0;
        while (wire[at] != 0) {
            String suffix = new String(wire, at, wire.length - at, StandardCharsets.ISO_8859_1);
            Integer known = offsets.get(suffix);
            if (known != null && shorten) {
                out.writeU16(POINTER | known);
                return;
            }
            if (known == null && out.current() < POINTER_LIMIT) {
                offsets.put(suffix, out.current());
            }
            int length = 1 + (wire[at] & 0xff);
            out.writeByteArray(wire, at, length);
            at += length;
        }
        out.writeU8(0);
    }
}
