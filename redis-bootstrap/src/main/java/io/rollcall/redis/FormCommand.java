// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.redis.node.JedisClusterNode;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.redis.run.Bootstrap;
import io.rollcall.redis.run.BootstrapOptions;
import io.rollcall.redis.run.BootstrapResult;
import io.rollcall.redis.run.StopSignal;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code form}: from pods that know a service name to a cluster that takes writes. */
@Command(
        name = "form",
        description = {
            "Forms a Redis Cluster from the pods of a headless service, and returns when it is proven to work.",
            "",
            "The lowest ordinals become masters with even ranges of hash slots, the others their replicas. A cluster that"
                    + " exists is adopted and left as it is. Nothing is ever flushed, reset or taken over: a node that"
                    + " holds keys of something else or knows another cluster is refused before anything is changed.",
            "",
            "It may be killed at any point and run again, and several may run at once."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class FormCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Option(
            names = {"-r", "--replicas-per-master"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Replicas of each master; pods left over become further replicas. Default: ${DEFAULT-VALUE}")
    private int replicasPerMaster;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "Longest time for everything, the wait for pods included. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofMinutes(2);

    @Option(
            names = "--cluster-node-timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "cluster-node-timeout that every node shall have in the end. Default: what each node has; give it"
                            + " where that is no whole number of seconds up to 60, so that it is known after a crash")
    private @Nullable Duration nodeTimeout;

    @Option(
            names = "--repl-diskless-sync-delay",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "repl-diskless-sync-delay in whole seconds, likewise. Default: what each node has")
    private @Nullable Duration syncDelay;

    @Option(names = "--dry-run", description = "Show the plan and change nothing.")
    private boolean dryRun;

    private final Map<String, String> environment;
    private final StopSignal stop;

    FormCommand(Map<String, String> environment, StopSignal stop) {
        this.environment = environment;
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("form runs under picocli only");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        HeadlessService headless;
        BootstrapOptions options;
        DnsPeerDiscovery.Builder dns;
        try {
            headless = service.service();
            options = new BootstrapOptions(replicasPerMaster, configured(), timeout, dryRun);
            dns = DnsPeerDiscovery.builder(headless);
            if (!service.nameservers().isEmpty()) {
                dns.nameservers(service.nameservers());
            }
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
        RedisAccess login = access.access(environment);
        try (PeerDiscovery discovery = dns.build()) {
            BootstrapResult result = new Bootstrap(
                            discovery,
                            (ordinal, pod, address) -> new JedisClusterNode(ordinal, pod, address, login),
                            options,
                            new ConsoleProgress(headless, replicasPerMaster, out, err, System::nanoTime),
                            stop,
                            System::nanoTime,
                            new SecureRandom())
                    .form();
            return FormReport.print(result, out, err).code();
        }
    }

    private Map<String, String> configured() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (nodeTimeout != null) {
            settings.put("cluster-node-timeout", Long.toString(nodeTimeout.toMillis()));
        }
        if (syncDelay != null) {
            settings.put("repl-diskless-sync-delay", Long.toString(syncDelay.toSeconds()));
        }
        return settings;
    }
}
