// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was rendered with TLS, a password and ACL rules, on real servers. */
class RenderedSecurityIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** With what a configuration file would take for its own. */
    private static final String OLD = "old-\"pass\\word";

    private static final String NEW = "new-password";
    /** A master, or a replica with its link. */
    private static final Predicate<String> IN_PLACE =
            Pattern.compile("^(master|slave\\R.*\\R.*\\Rconnected)").asPredicate();

    private static final Map<String, Object> VALUES = Map.of(
            "bootstrap.mode", "job",
            "redis.nodeTimeoutMillis", 2000,
            "tls.enabled", true,
            "tls.authClients", "yes",
            "tls.certManager.issuerName", "ca",
            "auth.existingSecret", "passwords",
            "auth.passwordKey", "redis",
            "auth.aclSecret", "rules");

    @Test
    void withTlsAndRules_formsAndLetsNobodyElseIn_andChangesItsPasswordWithoutADeadMaster(@TempDir Path folder)
            throws Exception {
        Programs.assumeRedis();
        Assumptions.assumeTrue(Programs.onPath("openssl"), "there is no openssl on the PATH; install it");
        Manifests rendered = Chart.REDIS_CLUSTER.render(VALUES);
        Manifests secured = rendered.with(new Authority(folder).issue(rendered.only("Certificate")));
        Manifests before = secrets(secured, OLD, OLD);
        try (LocalPods pods = new LocalPods(before, 6, folder)) {
            pods.start();
            LocalKubelet.Result formed = pods.besides(
                            before.only("Job").at("spec", "template", "spec"), folder.resolve("job"))
                    .run("bootstrap", LIMIT);

            assertThat(formed.code()).as(formed.output()).isZero();
            pods.assertFormed();
            assertThat(pods.cli(0, "--user", "shop", "--pass", "shop", "acl", "whoami"))
                    .contains("shop");
            assertRefuses(pods);

            changePassword(pods, secured);

            pods.assertFormed();
            assertThat(pods.cli(0, "ping")).startsWith("PONG");
            assertThat(pods.cli(0, "--no-auth-warning", "-a", OLD, "ping")).contains("WRONGPASS");
        }
    }

    private static void assertRefuses(LocalPods pods) {
        assertThat(pods.cli(0, "--no-auth-warning", "-a", "wrong", "ping")).contains("WRONGPASS");
        assertThat(List.of(
                        "redis-cli -h \"$POD_IP\" ping",
                        "redis-cli --tls --cacert /etc/rollcall/tls/ca.crt -h \"$POD_IP\" ping"))
                .allSatisfy(withoutCertificate -> {
                    Node action = new Node(Map.of("exec", Map.of("command", List.of("sh", "-c", withoutCertificate))));
                    assertThat(pods.kubelet(0).act("redis", action, LIMIT).output())
                            .isNotBlank()
                            .doesNotContain("PONG");
                });
    }

    /** The README's procedure, step by step. */
    private static void changePassword(LocalPods pods, Manifests secured) {
        learn(pods, rules(OLD, NEW));
        Manifests after = secrets(secured, NEW, OLD, NEW);
        for (int ordinal = pods.size() - 1; ordinal >= 0; ordinal--) {
            LocalKubelet.Result hook = pods.replace(ordinal, after);
            assertThat(hook.code())
                    .as("hand-over of pod %d: %s", ordinal, hook.output())
                    .isZero();
            Awaitility.await("pod " + ordinal + " in its place").atMost(LIMIT).untilAsserted(() -> {
                pods.assertFormed();
                assertThat(pods.roles()).allMatch(IN_PLACE);
            });
        }
        learn(pods, rules(NEW));
    }

    /** The kubelet brings a changed Secret into the pods; ACL LOAD makes the servers read it. */
    private static void learn(LocalPods pods, String rules) {
        pods.ordinals().forEach(ordinal -> {
            Copies.write(
                    pods.kubelet(ordinal).volumes().mount("/etc/rollcall/acl").resolve("users.acl"), rules);
            assertThat(pods.cli(ordinal, "acl", "load")).startsWith("OK");
        });
    }

    private static Manifests secrets(Manifests rendered, String password, String... known) {
        return rendered.with(Manifests.secret("passwords", Map.of("redis", password)))
                .with(Manifests.secret("rules", Map.of("users.acl", rules(known))));
    }

    private static String rules(String... passwords) {
        return "user default on >" + String.join(" >", passwords) + " ~* &* +@all\n"
                + "user shop on >shop ~shop:* +@all\n";
    }
}
