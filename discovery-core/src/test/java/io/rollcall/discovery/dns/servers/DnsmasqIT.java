// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.dns.servers.Wire.Reply;
import io.rollcall.discovery.testing.HeadlessDns;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In front of a cluster's DNS, as with kube-dns. */
class DnsmasqIT extends ServerContract {

    private static final Published OWN = Published.of("own", 10, 3);

    private final HeadlessDns cluster = Catalogue.headlessDns(Catalogue.ALL);

    @Override
    Daemon start() {
        OWN.publish(cluster);
        return Forwarders.dnsmasq(cluster.address());
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
    void row37_glueInTheFirstAnswerAndNotInTheSecond_sameResult() {
        Published service = OWN;
        Wire wire = wire();

        var first = assertComplete(service);
        assertThat(wire.tcp(service.srvName(), "SRV")).isEqualTo(new Reply("NOERROR", false, 3, 0));
        var second = assertComplete(service);

        assertThat(first.evidence()).hasSize(1);
        assertThat(second.evidence()).hasSizeGreaterThan(3);
        assertThat(second.view().peers()).isEqualTo(first.view().peers());
    }
}
