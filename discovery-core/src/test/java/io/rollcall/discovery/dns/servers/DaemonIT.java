// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class DaemonIT {

    @Test
    void absentServer_skipsItsTestsAndSaysWhatToInstall() {
        assertThatThrownBy(() -> Daemon.start(
                        "no-such-server",
                        "its-package",
                        Daemon.anyLoopback(),
                        (directory, at) -> List.of(),
                        Daemon::succeeded))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("there is no no-such-server; install the package its-package");
    }

    @Test
    void close_endsTheServer() {
        Daemon knot = Authorities.knot(List.of(Catalogue.THREE));
        Wire wire = new Wire(knot.address());
        assertThat(wire.poll(Catalogue.THREE.domain(), "A")).isPresent();

        knot.close();

        assertThat(wire.poll(Catalogue.THREE.domain(), "A")).isEmpty();
    }
}
