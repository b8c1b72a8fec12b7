// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Failed;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A good server behind one that is of no use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverIT {

    /** One more than BIND loads unless told otherwise. */
    private static final Published TOO_MANY = Published.of("many", 1, 101);

    private Daemon good;
    private Daemon unwilling;
    private Daemon withBrokenZone;

    @BeforeAll
    void start() {
        good = Authorities.knot(List.of(Catalogue.THREE, TOO_MANY));
        unwilling = Authorities.bindThatRefuses();
        withBrokenZone = Authorities.bindWithDefaultLimits(List.of(Catalogue.THREE, TOO_MANY));
        await().until(() -> withBrokenZone.log().contains("not loaded due to errors"));
    }

    @AfterAll
    void stop() {
        for (Daemon server : new Daemon[] {good, unwilling, withBrokenZone}) {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test
    void firstRefuses_secondAnswers_andIsAskedFirstFromThenOn() {
        assertSecondAnswers(unwilling.address(), Verdict.REFUSED);
    }

    @Test
    void firstFails_secondAnswers_andIsAskedFirstFromThenOn() {
        assertSecondAnswers(withBrokenZone.address(), Verdict.SERV_FAIL);
    }

    @Test
    void firstIsGone_secondAnswers_andIsAskedFirstFromThenOn() {
        InetSocketAddress gone;
        try (Daemon stopped = Authorities.knot(List.of(Catalogue.THREE))) {
            gone = stopped.address();
        }
        assertSecondAnswers(gone, Verdict.UNREACHABLE);
    }

    @Test
    void bindAt101RecordsAtOneName_refusesTheWholeZone_whichIsNoEmptyService() {
        assertThat(withBrokenZone.log()).contains("too many records");

        LookupResult result = Looks.at(Catalogue.THREE.configured().build(), withBrokenZone.address());

        assertThat(result).isInstanceOf(Failed.class);
        assertThat(result.evidence()).extracting(Evidence::verdict).containsOnly(Verdict.SERV_FAIL);
    }

    @Test
    void bindAt100RecordsAtOneName_complete() {
        Published most = Published.of("most", 1, 100);
        try (Daemon server = Authorities.bindWithDefaultLimits(List.of(most))) {
            await().until(() -> server.log().contains("all zones loaded"));
            Looks.assertComplete(Looks.at(most.configured().build(), server.address()), most, Published.PORT);
        }
    }

    private void assertSecondAnswers(InetSocketAddress bad, Verdict verdict) {
        try (DnsPeerDiscovery discovery =
                Looks.discovery(Catalogue.THREE.configured().build(), bad, good.address())) {
            Found first = Looks.assertComplete(Looks.look(discovery), Catalogue.THREE, Published.PORT);
            Found second = Looks.assertComplete(Looks.look(discovery), Catalogue.THREE, Published.PORT);

            assertThat(first.evidence()).extracting(Evidence::verdict).containsExactly(verdict, Verdict.ANSWER);
            assertThat(second.evidence()).extracting(Evidence::verdict).containsExactly(Verdict.ANSWER);
        }
    }
}
