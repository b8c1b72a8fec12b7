// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.dns.servers.Wire.Reply;
import io.rollcall.discovery.testing.HeadlessDns;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In front of a cluster's DNS. */
class UnboundIT extends ServerContract {

    private final HeadlessDns cluster = Catalogue.headlessDns(Catalogue.ALL);

    @Override
    Daemon start() {
        return Forwarders.unbound(cluster.address());
    }

    @Override
    void stopOthers() {
        cluster.close();
    }

    @Override
    Duration negativeTtl() {
        return Duration.ofSeconds(30);
    }

    @Test
    void minimalResponses_noGlue_addressesAreAskedFor() {
        assertThat(wire().tcp(Catalogue.THREE.srvName(), "SRV")).isEqualTo(new Reply("NOERROR", false, 3, 0));

        assertThat(assertComplete(Catalogue.THREE).evidence()).hasSizeGreaterThan(3);
    }
}
