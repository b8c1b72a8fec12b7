// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.dns.servers.Wire.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BindIT extends ServerContract {

    @Override
    Daemon start() {
        return Authorities.bind(Catalogue.ALL);
    }

    @Override
    Duration negativeTtl() {
        return Duration.ofSeconds(Published.NEGATIVE_TTL);
    }

    @Test
    void row34_fourteenPods_noGlueAndNotCut_addressesAreAskedFor() {
        assertThat(wire().tcp(Catalogue.FOURTEEN.srvName(), "SRV")).isEqualTo(new Reply("NOERROR", false, 14, 0));

        assertThat(assertComplete(Catalogue.FOURTEEN).evidence()).hasSizeGreaterThan(14);
    }

    @Test
    void srvOver64KiB_cutToNothingEvenOverTcp() {
        assertThat(wire().tcp(Catalogue.OVER_64_KIB.srvName(), "SRV")).isEqualTo(new Reply("NOERROR", true, 0, 0));

        assertThat(srv(look(Catalogue.OVER_64_KIB), Catalogue.OVER_64_KIB)).containsExactly("UDP cut", "TCP cut");
    }

    @Test
    void addressesOver64KiB_cutToNothingEvenOverTcp() {
        assertThat(wire().tcp(Catalogue.HUGE.domain(), "A")).isEqualTo(new Reply("NOERROR", true, 0, 0));
    }
}
