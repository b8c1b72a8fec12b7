// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisClusterChartTest {

    private static final Chart CHART = Chart.REDIS_CLUSTER;
    private static final String NAME = CHART.fullName();

    @Test
    void defaults_areThreeMastersWithAReplicaEach() {
        Manifests rendered = CHART.render();

        assertThat(rendered.only("StatefulSet").at("spec", "replicas").value()).isEqualTo(6);
        assertThat(redis(rendered).at("image").text()).isEqualTo("redis:7.4");
    }

    @Test
    void size_followsFromMastersAndReplicas() {
        Manifests rendered = CHART.render(Map.of("masters", 5, "replicasPerMaster", 2));

        assertThat(rendered.only("StatefulSet").at("spec", "replicas").value()).isEqualTo(15);
        assertThat(rendered.only("Deployment")
                        .at("spec", "template", "spec", "containers", 0, "env")
                        .named("ROLLCALL_EXPECTED_PEERS")
                        .at("value")
                        .text())
                .isEqualTo("15");
    }

    @Test
    void ports_areNamedForSrvLookups() {
        Node ports =
                CHART.render(Map.of("redis.port", 7000)).named("Service", NAME).at("spec", "ports");

        assertThat(ports.named("redis").at("port").value()).isEqualTo(7000);
        assertThat(ports.named("bus").at("port").value()).isEqualTo(17000);
    }

    @Test
    void extraArguments_comeLast() {
        List<String> arguments = redis(
                        CHART.render(Map.of("redis.extraArgs[0]", "--loglevel", "redis.extraArgs[1]", "verbose")))
                .at("args")
                .texts();

        assertThat(arguments).endsWith("--loglevel", "verbose");
    }

    @Test
    void valkeyImage_isRunWithItsOwnPrograms() {
        Manifests rendered = CHART.render(Map.of("image.repository", "valkey/valkey", "image.tag", "8.1"));

        assertThat(redis(rendered).at("args").texts()).startsWith("valkey-server", "/etc/redis/redis.conf");
        assertThat(redis(rendered)
                        .at("livenessProbe", "exec", "command")
                        .texts()
                        .get(2))
                .startsWith("valkey-cli ");
        assertThat(rendered.only("ConfigMap").at("data", "prestop.sh").text()).contains("  valkey-cli -h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"controller", "sidecar", "job"})
    void mode_decidesWhatFormsTheCluster(String mode) {
        Manifests rendered = CHART.render(Map.of("bootstrap.mode", mode));
        Node preStop = redis(rendered).at("lifecycle", "preStop");

        assertThat(rendered.all("Deployment")).hasSize(mode.equals("controller") ? 1 : 0);
        assertThat(rendered.all("Job")).hasSize(mode.equals("job") ? 1 : 0);
        assertThat(initContainers(rendered).stream()
                        .map(container -> container.at("name").text()))
                .startsWith("prepare")
                .hasSize(mode.equals("sidecar") ? 3 : 2);
        assertThat(preStop.has("httpGet")).isEqualTo(mode.equals("sidecar"));
        assertThat(preStop.has("exec")).isEqualTo(!mode.equals("sidecar"));
    }

    @Test
    void sidecar_isNativeAndNeverWaitedFor() {
        Node sidecar = initContainers(CHART.render(Map.of("bootstrap.mode", "sidecar"))).stream()
                .filter(container -> container.at("name").text().equals("bootstrap"))
                .findFirst()
                .orElseThrow();

        assertThat(sidecar.at("restartPolicy").text()).isEqualTo("Always");
        assertThat(sidecar.has("startupProbe")).isFalse();
        assertThat(sidecar.has("readinessProbe")).isFalse();
        assertThat(sidecar.at("args").texts()).startsWith("run").contains("--prestop-budget=20s");
    }

    @Test
    void job_hasANewNameWheneverItWouldDoSomethingElse() {
        String name = jobName(Map.of());

        assertThat(name).matches(NAME + "-[0-9a-f]{8}").isEqualTo(jobName(Map.of("podAnnotations.a", "b")));
        assertThat(List.of(jobName(Map.of("masters", 4)), jobName(Map.of("redis.nodeTimeoutMillis", 9000))))
                .doesNotContain(name)
                .doesNotHaveDuplicates();
        assertThat(CHART.render(Map.of("bootstrap.mode", "job"))
                        .only("Job")
                        .at("metadata")
                        .has("annotations"))
                .as("is a hook")
                .isFalse();
    }

    private static String jobName(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("bootstrap.mode", "job");
        return CHART.render(all).only("Job").at("metadata", "name").text();
    }

    @Test
    void resizing_isThere_onlyWhenTheNumberOfPodsChanges() {
        assertThat(CHART.render().kinds()).doesNotContain("Job");

        withStatefulSet(8, rendered -> {
            Node job = rendered.named("Job", NAME + "-drain");
            Node container = job.at("spec", "template", "spec", "containers", 0);
            assertThat(job.at("metadata", "annotations").map())
                    .containsEntry("test.helm.sh/hook", new Node("pre-upgrade"));
            assertThat(container.at("args").texts()).startsWith("drain").contains("--to=6", "--replicas-per-master=1");
            assertThat(container
                            .at("env")
                            .named("ROLLCALL_EXPECTED_PEERS")
                            .at("value")
                            .text())
                    .isEqualTo("8");
        });
        withStatefulSet(4, rendered -> {
            Node job = rendered.named("Job", NAME + "-scale");
            assertThat(job.at("metadata", "annotations").map())
                    .containsEntry("test.helm.sh/hook", new Node("post-upgrade"));
        });
        withStatefulSet(6, rendered -> assertThat(rendered.kinds()).doesNotContain("Job"));
        assertThat(CHART.render(Map.of("bootstrap.resize.from", 10)).kinds()).contains("Job");
    }

    private static void withStatefulSet(int replicas, Consumer<Manifests> check) {
        ApiServer.with(
                "apis/apps/v1/namespaces/shop/statefulsets/" + NAME,
                "{\"apiVersion\":\"apps/v1\",\"kind\":\"StatefulSet\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"replicas\":"
                        + replicas + "}}",
                () -> check.accept(CHART.render()));
    }

    @Test
    void password_isGeneratedOnceAndKept() {
        String first = password(CHART.render());

        assertThat(first).hasSizeGreaterThan(40).isNotEqualTo(password(CHART.render()));
        ApiServer.with(
                "api/v1/namespaces/shop/secrets/" + NAME + "-auth",
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\"},\"data\":{\"password\":\"b2xk\"}}",
                () -> assertThat(password(CHART.render())).isEqualTo("b2xk"));
    }

    private static String password(Manifests rendered) {
        return rendered.only("Secret").at("data", "password").text();
    }

    @Test
    void existingSecret_isMountedAndNeverWritten() {
        Manifests rendered = CHART.render(
                Map.of("auth.existingSecret", "mine", "auth.passwordKey", "pw", "auth.aclSecret", "rules"));

        assertThat(rendered.kinds()).doesNotContain("Secret");
        assertThat(volumes(rendered).named("auth").at("secret", "secretName").text())
                .isEqualTo("mine");
        assertThat(redisConf(rendered)).contains("aclfile /etc/rollcall/acl/users.acl");
    }

    @Test
    void withoutAuth_nothingAsksForAPassword() {
        String text = CHART.text(Chart.NEWEST_KUBERNETES, Map.of("auth.enabled", false));

        assertThat(text).doesNotContain("password-file", "REDISCLI_AUTH", "auth.conf", "kind: Secret");
    }

    @Test
    void spread_isTwoPerWorkerAndDoesNotCountTaintedOnes() {
        Node worker = pod(CHART.render()).at("topologySpreadConstraints", 0);

        assertThat(worker.at("topologyKey").text()).isEqualTo("kubernetes.io/hostname");
        assertThat(worker.at("whenUnsatisfiable").text()).isEqualTo("DoNotSchedule");
        assertThat(worker.at("maxSkew").value()).isEqualTo(1);
        assertThat(worker.at("nodeTaintsPolicy").text()).isEqualTo("Honor");
        assertThat(pod(CHART.render(Map.of("spread.worker.mode", "None", "spread.zone.mode", "None")))
                        .has("topologySpreadConstraints"))
                .isFalse();
    }

    @Test
    void exclusiveZones_areAddedToTheAffinityThatIsThere() {
        Node affinity = pod(CHART.render(Map.of(
                        "spread.zone.exclusive",
                        true,
                        "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey",
                        "rack")))
                .at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");

        assertThat(affinity.list())
                .extracting(term -> term.at("topologyKey").text())
                .containsExactly("rack", "topology.kubernetes.io/zone");
    }

    @Test
    void workerAndZone_reachPrepare() {
        Node env = initContainers(CHART.render()).get(0).at("env");

        assertThat(env.named("NODE_NAME")
                        .at("valueFrom", "fieldRef", "fieldPath")
                        .text())
                .isEqualTo("spec.nodeName");
        assertThat(env.named("ZONE").at("valueFrom", "fieldRef", "fieldPath").text())
                .isEqualTo("metadata.labels['topology.kubernetes.io/zone']");
    }

    @Test
    void external_givesEachPodAServiceAndAName() {
        Manifests rendered = CHART.render(Map.of(
                "external.enabled",
                true,
                "external.hostname",
                "$(POD_NAME).redis.example.com",
                "external.firstNodePort",
                30000,
                "external.annotations.dns",
                "$(POD_NAME).redis.example.com"));

        for (int ordinal = 0; ordinal < 6; ordinal++) {
            Node service = rendered.named("Service", NAME + "-" + ordinal);
            assertThat(service.at("spec", "ports", 0, "nodePort").value()).isEqualTo(30000 + ordinal);
            assertThat(service.at("spec", "selector", "statefulset.kubernetes.io/pod-name")
                            .text())
                    .isEqualTo(NAME + "-" + ordinal);
            assertThat(service.at("metadata", "annotations", "dns").text())
                    .isEqualTo(NAME + "-" + ordinal + ".redis.example.com");
        }
        assertThat(redis(rendered).at("args").texts())
                .containsSequence("--cluster-announce-hostname", "$(POD_NAME).redis.example.com")
                .containsSequence("--cluster-preferred-endpoint-type", "hostname");
    }

    @Test
    void tls_isTheOnlyThingServed() {
        Manifests rendered = CHART.render(Map.of("tls.enabled", true, "tls.certManager.issuerName", "ca"));

        assertThat(redisConf(rendered).lines())
                .contains("port 0", "tls-port 6379", "tls-cluster yes", "tls-replication yes");
        assertThat(rendered.only("Certificate").at("spec", "dnsNames").texts())
                .contains("*." + NAME + ".shop.svc.cluster.local");
        assertThat(rendered.only("Certificate").at("spec", "secretName"))
                .isEqualTo(volumes(rendered).named("tls").at("secret", "secretName"));
    }

    @Test
    void maxmemory_isAShareOfTheLimit() {
        for (String limit : List.of("1Gi", "1073741824", "1024Mi")) {
            assertThat(redisConf(CHART.render(Map.of("resources.limits.memory", limit))))
                    .contains("maxmemory 644245094\n");
        }
        assertThat(redisConf(CHART.render())).doesNotContain("maxmemory ");
    }

    @Test
    void durability_decidesWhatIsWritten() {
        assertThat(redisConf(CHART.render()).lines()).contains("appendonly yes", "save \"\"");
        assertThat(redisConf(CHART.render(Map.of("redis.durability", "rdb"))).lines())
                .contains("appendonly no", "save 3600 1");
        assertThat(redisConf(CHART.render(Map.of("redis.durability", "none"))).lines())
                .contains("appendonly no", "save \"\"");
    }

    @Test
    void volumes_outliveTheStatefulSet() {
        Node policy = CHART.render().only("StatefulSet").at("spec", "persistentVolumeClaimRetentionPolicy");

        assertThat(policy.value()).isEqualTo(Map.of("whenDeleted", "Retain", "whenScaled", "Retain"));
    }

    @Test
    void claim_hasClassSizeAndSource() {
        Node claim = CHART.render(Map.of(
                        "persistence.storageClass", "fast",
                        "persistence.size", "8Gi",
                        "persistence.dataSource.apiGroup", "snapshot.storage.k8s.io",
                        "persistence.dataSource.kind", "VolumeSnapshot",
                        "persistence.dataSource.name", "monday"))
                .only("StatefulSet")
                .at("spec", "volumeClaimTemplates", 0, "spec");

        assertThat(claim.at("storageClassName").text()).isEqualTo("fast");
        assertThat(claim.at("resources", "requests", "storage").text()).isEqualTo("8Gi");
        assertThat(claim.at("dataSource", "name").text()).isEqualTo("monday");
        assertThat(CHART.render()
                        .only("StatefulSet")
                        .at("spec", "volumeClaimTemplates", 0, "spec")
                        .has("storageClassName"))
                .isFalse();
    }

    @Test
    void changedConfiguration_restartsPods() {
        assertThat(checksum(Map.of())).isEqualTo(checksum(Map.of("podLabels.a", "b")));
        assertThat(checksum(Map.of("redis.config", "loglevel verbose"))).isNotEqualTo(checksum(Map.of()));
    }

    private static String checksum(Map<String, ?> values) {
        return CHART.render(values)
                .only("StatefulSet")
                .at("spec", "template", "metadata", "annotations", "checksum/config")
                .text();
    }

    @Test
    void bus_isOpenToTheNodesOnly() {
        Manifests rendered = CHART.render(Map.of("networkPolicy.allowNamespace", false));
        Node ingress = rendered.named("NetworkPolicy", NAME + "-ingress").at("spec", "ingress");

        assertThat(ingress.list())
                .filteredOn(rule -> rule.at("ports").list().stream()
                        .anyMatch(port -> port.at("port").text().equals("bus")))
                .singleElement()
                .satisfies(rule -> assertThat(rule.at("from", 0, "podSelector", "matchLabels"))
                        .isEqualTo(rendered.only("StatefulSet").at("spec", "selector", "matchLabels")));
        assertThat(ingress.list()).allMatch(rule -> rule.has("from"));
    }

    @Test
    void nodes_reachEachOtherAndDnsOnly() {
        Manifests rendered = CHART.render();
        Node policy = rendered.named("NetworkPolicy", NAME + "-egress").at("spec");

        assertThat(policy.at("policyTypes").texts()).containsExactly("Egress");
        assertThat(policy.at("egress").list()).hasSize(2).allSatisfy(rule -> {
            List<String> ports = rule.at("ports").list().stream()
                    .map(port -> port.at("port").text())
                    .toList();
            assertThat(ports).isEqualTo(rule.has("to") ? List.of("redis", "bus") : List.of("53", "53"));
        });
    }

    @Test
    void password_isInItsSecretAndNowhereElse() {
        ApiServer.with(
                "api/v1/namespaces/shop/secrets/" + NAME + "-auth",
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\"},\"data\":{\"password\":\"aHVudGVyMg==\"}}",
                () -> {
                    assertThat(CHART.render().documents())
                            .filteredOn(document -> document.toString().contains("hunter2")
                                    || document.toString().contains("aHVudGVyMg=="))
                            .singleElement()
                            .satisfies(document ->
                                    assertThat(document.at("kind").text()).isEqualTo("Secret"));
                    assertThat(CHART.notes(Map.of())).doesNotContain("hunter2", "aHVudGVyMg==");
                });
    }

    @Test
    void disruptionBudget_isOneWhateverTheSize() {
        assertThat(CHART.render(Map.of("masters", 50))
                        .only("PodDisruptionBudget")
                        .at("spec", "maxUnavailable")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void podsOfTheBootstrap_areNotServedByTheHeadlessService() {
        Manifests rendered = CHART.render();

        assertThat(rendered.only("Deployment")
                        .at("spec", "template", "metadata", "labels")
                        .map())
                .isNotEmpty()
                .doesNotContainEntry(
                        "app.kubernetes.io/component",
                        rendered.named("Service", NAME).at("spec", "selector", "app.kubernetes.io/component"));
    }

    @Test
    void riskyValues_areWarnedOf() {
        assertThat(CHART.notes(Map.of("resources.limits.memory", "1Gi"))).doesNotContain("WARNING");
        assertThat(CHART.notes(Map.of(
                        "auth.enabled", false,
                        "networkPolicy.enabled", false,
                        "replicasPerMaster", 0,
                        "persistence.enabled", false,
                        "spread.worker.mode", "None",
                        "bootstrap.resize.enabled", false,
                        "bootstrap.mode", "job")))
                .contains(
                        "WARNING: auth.enabled",
                        "WARNING: networkPolicy.enabled",
                        "WARNING: replicasPerMaster",
                        "WARNING: persistence.enabled",
                        "WARNING: spread.worker.mode",
                        "WARNING: bootstrap.resize.enabled",
                        "WARNING: bootstrap.mode",
                        "WARNING: resources.limits.memory");
    }

    private static Node pod(Manifests rendered) {
        return rendered.only("StatefulSet").at("spec", "template", "spec");
    }

    private static Node redis(Manifests rendered) {
        return pod(rendered).at("containers").named("redis");
    }

    private static List<Node> initContainers(Manifests rendered) {
        return pod(rendered).at("initContainers").list();
    }

    private static Node volumes(Manifests rendered) {
        return pod(rendered).at("volumes");
    }

    private static String redisConf(Manifests rendered) {
        return rendered.only("ConfigMap").at("data", "redis.conf").text();
    }
}
