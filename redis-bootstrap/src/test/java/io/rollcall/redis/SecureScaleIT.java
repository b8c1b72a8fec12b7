// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.LocalStatefulSet;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scaling with the least rights, over TLS that servers ask certificates for, also where one sends keys to another. */
class SecureScaleIT {

    private static final Map<String, String> LOGIN = Map.of("REDIS_PASSWORD", "s3cr3t");
    /** Where the test looks; the program knows it not. */
    private static final int PLAIN_PORT = 6380;

    @TempDir
    private Path folder;

    private final HeadlessDns dns = HeadlessDns.start();
    private LocalStatefulSet set;
    private Certificates certificates;

    @AfterEach
    void stop() {
        if (set != null) {
            set.close();
        }
        dns.close();
    }

    @Test
    void userOfFewRights_outAndInOverTls_keepsEveryKeyAndSendsNothingBesideTheAllowList() {
        certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.sign("ca", "node", Certificates.PODS);
        List<String> settings = new ArrayList<>(certificates.serverSettings("node"));
        settings.addAll(List.of("--port", Integer.toString(PLAIN_PORT), "--user"));
        settings.addAll(List.of(MinimalAcl.SCALING.user("rollcall", "s3cr3t").split(" ")));
        set = LocalStatefulSet.in(dns)
                .size(8)
                .settings(settings.toArray(String[]::new))
                .create();
        List<LocalPod> newcomers = set.pods().subList(6, 8);
        newcomers.forEach(pod -> set.service().removePod(pod.name()));
        set.pods().subList(0, 6).forEach(LocalPod::start);
        done("form", "--pods=6");
        Dataset.fillPlain(plain(6), 500, "value");
        newcomers.forEach(pod -> set.service()
                .pod(pod.name(), List.of(pod.address().getAddress()))
                .port("redis", pod.address().getPort()));
        newcomers.forEach(LocalPod::start);
        Nodes.awaitAnswers(plain(8));

        try (CommandLog log = new CommandLog(plain(8))) {
            done("scale", "--expected=8");
            assertThat(Nodes.slotCounts(plain(8))).containsOnly(4_096);
            done("drain", "--to=6");

            assertThat(log.sent())
                    .isSubsetOf(MinimalAcl.SCALING.commands())
                    .contains("migrate", "restore-asking", "cluster|setslot", "cluster|forget");
        }
        newcomers.forEach(LocalPod::kill);
        Nodes.assertDone(plain(6), 3, "15000");
        assertThat(Dataset.missingPlain(plain(6), 500, "value")).isZero();
    }

    private void done(String command, String option) {
        List<String> args = new ArrayList<>(certificates.options("node"));
        args.addAll(List.of(
                "--username=rollcall",
                option,
                "--service=redis",
                "--namespace=demo",
                "--nameserver=127.0.0.1:" + dns.address().getPort()));
        args.add(0, command);
        Program.Run run = Program.run(LOGIN, args);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("s3cr3t");
    }

    private List<InetSocketAddress> plain(int pods) {
        return set.pods().subList(0, pods).stream()
                .map(pod -> new InetSocketAddress(pod.address().getAddress(), PLAIN_PORT))
                .toList();
    }
}
