// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.local.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A StatefulSet of which DNS lists, and that runs, as many pods as it is scaled to. */
public final class GrowingSet implements AutoCloseable {

    private final HeadlessDns dns = HeadlessDns.start();
    private final LocalStatefulSet set;

    /** A formed cluster of some pods, in a set that can grow to more. */
    public GrowingSet(RedisServer server, int pods, int most, String... settings) {
        set = LocalStatefulSet.in(dns)
                .server(server)
                .size(most)
                .settings(settings)
                .create();
        set.pods().stream().skip(pods).forEach(pod -> set.service().removePod(pod.name()));
        grow(pods);
        Program.Run form = Program.run(Program.form(dns, pods));
        assertThat(form.code()).as(form.err()).isZero();
    }

    /** Lists and starts the pods up to a number. */
    public void grow(int pods) {
        for (LocalPod pod : set.pods().subList(0, pods)) {
            list(pod);
            pod.start();
        }
        Nodes.awaitAnswers(addresses(pods));
    }

    private void list(LocalPod pod) {
        set.service()
                .pod(pod.name(), List.of(pod.address().getAddress()))
                .port("redis", pod.address().getPort());
    }

    /** Ends the pods from a number on, with their data, and lists them no more. */
    public void shrink(int pods) {
        for (LocalPod pod : set.pods().subList(pods, set.pods().size())) {
            if (pod.isRunning()) {
                set.service().removePod(pod.name());
                pod.kill();
            }
        }
    }

    /** Removes what the pods from a number on, which do not run, have on disk. */
    public void wipe(int pods) throws IOException {
        for (LocalPod pod : set.pods().subList(pods, set.pods().size())) {
            if (Files.exists(pod.folder())) {
                try (Stream<Path> files = Files.list(pod.folder())) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** Runs a command that dies at an effect, in a process of its own; whether it got there. */
    public boolean dies(Path log, String effect, String name, String... more) throws IOException, InterruptedException {
        List<String> args = command(name, more);
        args.add("--fault-at=" + effect);
        int code = Program.start(log, args).waitFor();
        assertThat(code).as("exit code of %s, %s", args, log).isIn(0, 137);
        return code == 137;
    }

    public LocalPod pod(int ordinal) {
        return set.pod(ordinal);
    }

    public HeadlessDns dns() {
        return dns;
    }

    public List<InetSocketAddress> addresses(int pods) {
        return Nodes.addresses(set.pods().subList(0, pods));
    }

    /** The command line of a command on this set. */
    public List<String> command(String name, String... more) {
        List<String> args = new ArrayList<>(List.of(
                name,
                "--service=redis",
                "--namespace=demo",
                "--nameserver=" + dns.address().getAddress().getHostAddress() + ":"
                        + dns.address().getPort()));
        args.addAll(List.of(more));
        return args;
    }

    public Program.Run run(String name, String... more) {
        return Program.run(Map.of(), command(name, more));
    }

    @Override
    public void close() {
        set.close();
        dns.close();
    }
}
