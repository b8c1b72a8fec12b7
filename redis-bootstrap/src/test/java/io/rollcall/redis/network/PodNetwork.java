// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network namespace with an address for each pod, behind two switches that are joined by a trunk. The switches live in a
 * namespace, too, so nothing of it is seen in the network of the machine; and all of it goes with {@link #close()}, or
 * when this process dies, with whatever runs inside. Neighbours are known for good: what is cut off is not refused and
 * not unreachable either, it just never answers.
 */
final class PodNetwork implements AutoCloseable {

    private static final String NETWORK = "10.77.0.";
    /** Pod 0 has the address 10. */
    private static final int FIRST = 10;

    /** Waits for the end of its input, which comes also with SIGKILL, and clears up. */
    private static final String UNDO =
            "trap '' INT TERM HUP; cat >/dev/null; for ns in \"$@\"; do kill -9 $(ip netns pids $ns) 2>/dev/null;"
                    + " ip netns del $ns; done";

    private final String name =
            "rollcall-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 24)) + "-";
    private final int pods;
    private final Process undo;

    /** Makes it; ends the test with a reason where that is not possible. */
    PodNetwork(int pods) {
        this.pods = pods;
        assumeTrue(available(), "no root, no iproute2, no redis-cli, or a kernel without network namespaces");
        List<String> namespaces = new ArrayList<>(List.of("sh", "-c", UNDO, "sh", name + "switch"));
        IntStream.range(0, pods).mapToObj(this::namespace).forEach(namespaces::add);
        try {
            undo = new ProcessBuilder(namespaces)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        try {
            build();
        } catch (RuntimeException problem) {
            close();
            throw problem;
        }
    }

    private static boolean available() {
        String probe = "rollcall-" + ProcessHandle.current().pid();
        return run("command -v redis-cli && ip netns add " + probe + " || exit 1\nip -n " + probe
                        + " link add probe type bridge\ncode=$?\nip netns del " + probe + "\nexit $code")
                .isEmpty();
    }

    private void build() {
        StringBuilder script = new StringBuilder();
        String inSwitch = "ip -n " + name + "switch link ";
        script.append("ip netns add ").append(name).append("switch\n");
        for (String bridge : List.of("left", "right")) {
            script.append(inSwitch).append("add ").append(bridge).append(" type bridge\n");
            script.append(inSwitch).append("set ").append(bridge).append(" up\n");
        }
        script.append(inSwitch).append("add trunk type veth peer name trunk-end\n");
        script.append(inSwitch).append("set trunk master left up\n");
        script.append(inSwitch).append("set trunk-end master right up\n");
        for (int pod = 0; pod < pods; pod++) {
            String ip = "ip -n " + namespace(pod) + " ";
            script.append("ip netns add ").append(namespace(pod)).append('\n');
            script.append(inSwitch + "add " + port(pod) + " type veth peer name eth0 netns " + namespace(pod) + "\n");
            script.append(inSwitch + "set " + port(pod) + " master right up\n");
            script.append(ip + "link set eth0 address " + hardware(pod) + "\n");
            script.append(ip + "addr add " + address(pod) + "/24 dev eth0\n");
            script.append(ip + "link set lo up\n" + ip + "link set eth0 up\n");
            for (int other = 0; other < pods; other++) {
                if (other != pod) {
                    script.append(neighbour(pod, address(other), other));
                }
            }
        }
        must(script.toString());
    }

    private String neighbour(int pod, String address, int other) {
        return "ip -n " + namespace(pod) + " neigh replace " + address + " lladdr " + hardware(other)
                + " dev eth0 nud permanent\n";
    }

    String address(int pod) {
        return NETWORK + (FIRST + pod);
    }

    /** A command that runs as if in a pod. */
    List<String> in(int pod, List<String> command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace(pod)));
        inside.addAll(command);
        return inside;
    }

    /** From now on these pods and the others do not reach each other. */
    void partition(int... side) {
        IntStream.of(side).forEach(pod -> must(link(port(pod) + " master left")));
        must(link("trunk down"));
    }

    /** What {@link #partition} cut off is reached again. */
    void join() {
        must(link("trunk up"));
    }

    /** Nobody reaches this pod, and it reaches nobody. */
    void unplug(int pod) {
        must(link(port(pod) + " nomaster"));
    }

    void plug(int pod) {
        must(link(port(pod) + " master right"));
    }

    /** Whether pods are kept from each other, while all others reach both. */
    void isolate(boolean on, int... pods) {
        must(IntStream.of(pods)
                .mapToObj(pod -> "ip netns exec " + name + "switch bridge link set dev " + port(pod) + " isolated "
                        + (on ? "on" : "off"))
                .collect(Collectors.joining("\n")));
    }

    /** Gives a pod another address, and takes the one it had. */
    String readdress(int pod) {
        String address = NETWORK + (FIRST + pods + pod);
        String ip = "ip -n " + namespace(pod) + " addr ";
        must(ip + "del " + address(pod) + "/24 dev eth0\n" + ip + "add " + address + "/24 dev eth0\n"
                + IntStream.range(0, pods)
                        .filter(other -> other != pod)
                        .mapToObj(other -> neighbour(other, address, pod) + neighbour(pod, address(other), other))
                        .collect(Collectors.joining()));
        return address;
    }

    private String link(String change) {
        return "ip -n " + name + "switch link set " + change;
    }

    private String namespace(int pod) {
        return name + pod;
    }

    private static String port(int pod) {
        return "pod-" + pod;
    }

    private static String hardware(int pod) {
        return "02:00:00:00:00:%02x".formatted(FIRST + pod);
    }

    private static void must(String script) {
        String problem = run("set -e\n" + script);
        if (!problem.isEmpty()) {
            throw new IllegalStateException(problem);
        }
    }

    /** Runs a script; empty, or what went wrong. */
    private static String run(String script) {
        try {
            Process shell =
                    new ProcessBuilder("sh", "-s").redirectErrorStream(true).start();
            try (var in = shell.getOutputStream()) {
                in.write(script.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return shell.waitFor() == 0 ? "" : "failed: " + said;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() {
        try {
            undo.getOutputStream().close();
            undo.waitFor();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
