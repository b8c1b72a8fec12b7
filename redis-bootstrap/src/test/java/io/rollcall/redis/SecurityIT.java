// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalStatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords, a user with few rights, and TLS, against real servers. Certificates are made here and now. */
class SecurityIT {

    private static final String NAMES = "DNS:*.redis.demo.svc.cluster.local";
    private static final Map<String, String> LOGIN = Map.of("REDIS_PASSWORD", "s3cr3t-of-the-user");

    @TempDir
    private Path folder;

    private Certificates certificates;

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
    private LocalStatefulSet set;

    @BeforeEach
    void makeFolderOfCertificates() {
        certificates = new Certificates(folder);
    }

    @AfterEach
    void stop() {
        if (set != null) {
            set.close();
        }
        dns.close();
    }

    @Test
    void mutualTls_alsoOnTheClusterBus_withAUserOfFewRights_everythingWorks() throws Exception {
        certificates.authority("ca");
        certificates.certificate("ca", "node", NAMES);
        start("--tls-auth-clients", "yes");

        Program.Run formed = Program.run(LOGIN, command("form", tls()));
        Program.Run healthy = Program.run(LOGIN, command("verify", tls()));
        Program.Run healed = Program.run(LOGIN, command("heal", tls()));

        assertThat(formed.code()).as(formed.err()).isZero();
        assertThat(healthy.code()).as(healthy.err()).isZero();
        assertThat(healed.code()).as(healed.err()).isZero();
        try (Sidecar sidecar = new Sidecar(LOGIN, command("run", tls("--pod=redis-0", "--interval=500ms")))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(sidecar.log()).contains("leads in epoch"));
            Sidecar.Reply handed = sidecar.get("/prestop");
            assertThat(handed.body()).contains("redis-0 handed over to redis-3");
            String told = sidecar.log()
                    + sidecar.get("/status").body()
                    + sidecar.get("/metrics").body()
                    + sidecar.get("/health").body()
                    + handed.body();
            assertThat(told + formed.out() + formed.err() + healed.out() + healed.err())
                    .doesNotContain("s3cr3t", "PRIVATE KEY");
        }
    }

    @Test
    void certificateThatNamesSomebodyElse_wrongAuthority_noCertificate_refusedInOneSentence() throws Exception {
        certificates.authority("ca");
        certificates.certificate("ca", "node", "DNS:*.other.demo.svc.cluster.local");
        start("--tls-auth-clients", "yes");
        awaitServers();

        Program.Run otherName = Program.run(LOGIN, command("form", tls("--timeout=20s")));
        certificates.authority("stranger");
        Program.Run otherAuthority = Program.run(
                LOGIN,
                command(
                        "form",
                        "--tls",
                        "--cacert=" + folder.resolve("stranger.crt"),
                        "--cert=" + folder.resolve("node.crt"),
                        "--key=" + folder.resolve("node.key"),
                        "--timeout=20s"));

        assertThat(otherName.code()).as(otherName.err()).isEqualTo(8);
        assertThat(otherName.err()).contains("do not agree on TLS", "No subject alternative DNS name matching redis-");
        assertThat(otherAuthority.code()).as(otherAuthority.err()).isEqualTo(8);
        assertThat(otherAuthority.err()).contains("do not agree on TLS", "--cacert");
    }

    @Test
    void filesThatAreNotWhatTheyShallBe_refusedWithTheirNames() throws Exception {
        certificates.authority("ca");
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");

        assertThat(Program.run(command("form", "--tls", "--cacert=" + nothing)).err())
                .contains("nothing.pem holds no PEM certificates");
        assertThat(Program.run(command("form", "--tls", "--cert=" + folder.resolve("ca.crt"), "--key=" + nothing))
                        .err())
                .contains("nothing.pem holds no private key");
        assertThat(Program.run(command("form", "--tls", "--cert=" + nothing)).err())
                .contains("a certificate needs its key");
        assertThat(Program.run(command("form", "--cacert=" + nothing)).err()).contains("give that too");
        assertThat(Program.run(command("form", "--tls", "--cacert=" + folder.resolve("missing")))
                        .code())
                .isEqualTo(2);
    }

    private void start(String... more) {
        List<String> settings = new ArrayList<>(certificates.serverSettings("ca", "node"));
        settings.addAll(List.of("--requirepass", "another-s3cr3t", "--masterauth", "another-s3cr3t", "--user"));
        settings.addAll(
                List.of(MinimalAcl.user("rollcall", "s3cr3t-of-the-user").split(" ")));
        settings.addAll(List.of(more));
        set = LocalStatefulSet.in(dns)
                .settings(settings.toArray(String[]::new))
                .create()
                .startAll();
    }

    /** A refusal is for what will not pass; a server that does not listen yet is no such thing. */
    private void awaitServers() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> set.pods().stream().allMatch(pod -> {
                    try {
                        return Files.readString(pod.folder().resolve("redis.log"))
                                .contains("Ready to accept");
                    } catch (IOException notYet) {
                        return false;
                    }
                }));
    }

    private String[] tls(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--username=rollcall",
                "--tls",
                "--cacert=" + folder.resolve("ca.crt"),
                "--cert=" + folder.resolve("node.crt"),
                "--key=" + folder.resolve("node.key")));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private List<String> command(String name, String... more) {
        List<String> args = Program.form(dns, 6, more);
        args.set(0, name);
        return args;
    }
}
