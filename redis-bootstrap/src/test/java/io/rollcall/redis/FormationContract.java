// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a formation must do, whatever Redis it meets. */
abstract class FormationContract {

    /** More with {@code -Drollcall.kills=20}. */
    private static final int KILLS = Integer.getInteger("rollcall.kills", 4);
    /** Start of the JVM and the whole formation fall into this. */
    private static final int LATEST_KILL_MILLIS = 2_500;

    @TempDir
    private Path folder;

    private HeadlessDns dns;
    private LocalStatefulSet set;

    /** The server to test with; ends the test with a reason where there is none. */
    abstract RedisServer server();

    @BeforeEach
    void start() {
        RedisServer server = server();
        dns = HeadlessDns.start();
        set = LocalStatefulSet.in(dns).server(server).create().startAll();
    }

    @AfterEach
    void stop() {
        if (dns != null) {
            set.close();
            dns.close();
        }
    }

    @Test
    void sixPodsThatKnowOnlyAServiceName_becomeACluster() {
        Program.Run run = Program.run(Program.form(dns, 6));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("redis-3", "0-5460", "formed in ");
        Nodes.assertDone(addresses(), 3, "15000");
    }

    @Test
    void secondRun_changesNothing() {
        assertThat(Program.run(Program.form(dns, 6)).code()).isZero();
        var before = Nodes.fingerprints(addresses());

        Program.Run second = Program.run(Program.form(dns, 6));

        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).contains("already formed, nothing changed");
        var after = Nodes.fingerprints(addresses());
        // The proof that slots are writable sends DEL of a key that does not exist, which changes nothing.
        assertThat(after).isEqualTo(before);
    }

    @Test
    void killedAtARandomMomentAndRunAgain_doneWithTheConfiguredSettings() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < KILLS; round++) {
            try (HeadlessDns freshDns = HeadlessDns.start();
                    LocalStatefulSet fresh = LocalStatefulSet.in(freshDns)
                            .server(server())
                            .create()
                            .startAll()) {
                Process form = Program.start(folder.resolve("form.log"), Program.form(freshDns, 6));
                // Not a wait for something: the moment of the kill is what is drawn here.
                boolean ended = form.waitFor(random.nextInt(LATEST_KILL_MILLIS), TimeUnit.MILLISECONDS);
                form.destroyForcibly().waitFor();
                assertThat(ended ? form.exitValue() : 0).as("seed %d", seed).isZero();

                Program.Run second = Program.run(Program.form(freshDns, 6));

                assertThat(second.code())
                        .as(
                                "seed %d, round %d: %s %s",
                                seed, round, second.err(), Files.readString(folder.resolve("form.log")))
                        .isZero();
                Nodes.assertDone(Nodes.addresses(fresh.pods()), 3, "15000");
            }
        }
    }

    private List<InetSocketAddress> addresses() {
        return Nodes.addresses(set.pods());
    }
}
