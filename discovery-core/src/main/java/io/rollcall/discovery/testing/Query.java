// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

/**
 * What a client asked. Immutable.
 *
 * @param name the absolute name in lower case, with its trailing dot
 * @param type the record type's mnemonic, {@code SRV}; {@code TYPE65280} for one without
 * @param transport how the query came
 * @param edns whether it offered EDNS (RFC 6891)
 * @since 0.1
 */
public record Query(String name, String type, Transport transport, boolean edns) {}
