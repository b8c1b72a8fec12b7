// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.InetAddress;
import org.xbill.DNS.Name;

/** One thing that a name stands for. */
sealed interface Match {

    /**
     * An address and port.
     *
     * @param owner the name of that address alone, which SRV records point to
     */
    record AtAddress(Name owner, InetAddress address, ServicePort port) implements Match {}

    /** Another name. */
    record Alias(Name target) implements Match {}
}
