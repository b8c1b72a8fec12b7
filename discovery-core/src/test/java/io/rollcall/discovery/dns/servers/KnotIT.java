// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.dns.servers.Wire.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KnotIT extends ServerContract {

    @Override
    Daemon start() {
        return Authorities.knot(Catalogue.ALL);
    }

    @Override
    Duration negativeTtl() {
        return Duration.ofSeconds(Published.NEGATIVE_TTL);
    }

    @Test
    void row35_glueLeftOutInSilence_missingAddressesAreAskedFor() {
        Reply reply = wire().tcp(Catalogue.MOST_WITH_GLUE.srvName(), "SRV");
        assertThat(reply.cut()).isFalse();
        assertThat(reply.answers()).isEqualTo(816);
        assertThat(reply.glue()).isBetween(1, 815);

        assertThat(assertComplete(Catalogue.MOST_WITH_GLUE).evidence())
                .extracting(Evidence::question)
                .filteredOn(question -> question.startsWith("A web-"))
                .isNotEmpty();
    }

    @Test
    void srvOver64KiB_serverFailsOverTcp_addressesMakeUpForIt() {
        assertThat(wire().tcp(Catalogue.OVER_64_KIB.srvName(), "SRV").rcode()).isEqualTo("SERVFAIL");

        LookupResult result = look(Catalogue.OVER_64_KIB);
        assertThat(result.evidence()).extracting(Evidence::verdict).contains(Verdict.SERV_FAIL);
        Looks.assertComplete(result, Catalogue.OVER_64_KIB, Published.DEFAULT_PORT);
    }
}
