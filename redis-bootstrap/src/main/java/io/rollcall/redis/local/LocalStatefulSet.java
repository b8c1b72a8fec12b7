// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A StatefulSet of real Redis servers on this machine, published in a {@link HeadlessDns} under a headless service with
 * the port names {@code redis} and {@code bus}. Pods are started by {@link #startAll()} and, like pods, have stable names
 * and changing processes.
 *
 * <p>{@link #close()} ends the servers and removes their folders; should this process die without it, a small shell does
 * the same. Not thread-safe.
 */
public final class LocalStatefulSet implements AutoCloseable {

    private final List<LocalPod> pods = new ArrayList<>();
    private final Service service;
    private final RedisServer server;
    private final Reaper reaper;

    private LocalStatefulSet(Builder builder) {
        List<InetSocketAddress> addresses = PodAddresses.free(builder.size, new SecureRandom());
        server = builder.server == null ? RedisServer.find() : builder.server;
        int port = addresses.get(0).getPort();
        service = builder.dns
                .service(builder.name, builder.namespace)
                .port("redis", port)
                .port("bus", port + PodAddresses.BUS_OFFSET)
                .publishNotReadyAddresses(true);
        Path folder = newFolder();
        reaper = new Reaper(folder);
        for (int i = 0; i < addresses.size(); i++) {
            String pod = builder.name + "-" + i;
            List<String> settings = new ArrayList<>(builder.settings);
            settings.addAll(builder.podSettings.apply(i));
            pods.add(new LocalPod(pod, i, addresses.get(i), folder.resolve(pod), server, settings, reaper));
            publish(pods.get(i));
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("rollcall-");
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot create a folder for the pods: " + problem.getMessage(), problem);
        }
    }

    private void publish(LocalPod pod) {
        InetSocketAddress address = pod.address();
        service.pod(pod.name(), List.of(address.getAddress()))
                .port("redis", address.getPort())
                .port("bus", address.getPort() + PodAddresses.BUS_OFFSET);
    }

    /**
     * Starts the description of a set.
     *
     * @param dns where it is published; stays open when the set is closed
     */
    public static Builder in(HeadlessDns dns) {
        return new Builder(dns);
    }

    /** The headless service. */
    public Service service() {
        return service;
    }

    /** The server that the pods run. */
    public RedisServer server() {
        return server;
    }

    /** The pods, in the order of their ordinals; unmodifiable. */
    public List<LocalPod> pods() {
        return List.copyOf(pods);
    }

    /** The pod of an ordinal, 0 to size - 1. */
    public LocalPod pod(int ordinal) {
        return pods.get(ordinal);
    }

    /** Starts every pod that does not run, and returns at once. */
    public LocalStatefulSet startAll() {
        pods.forEach(LocalPod::start);
        return this;
    }

    /** Ends every pod, as a container runtime would, and waits until they are gone; their data stays. */
    public void stopAll() {
        pods.forEach(LocalPod::stop);
    }

    /**
     * Lets pods come back elsewhere with the data that they had: ends them with SIGKILL where they run, gives them addresses
     * that nobody had, publishes these and starts the servers.
     *
     * @param ordinals which pods
     */
    public void readdress(int... ordinals) {
        List<InetSocketAddress> fresh = PodAddresses.free(pods.size(), new SecureRandom());
        for (int ordinal : ordinals) {
            pod(ordinal).kill();
        }
        for (int ordinal : ordinals) {
            move(pod(ordinal), fresh.get(ordinal));
        }
    }

    /** Lets two pods come back with each other's address and the data that they had. */
    public void swap(int one, int other) {
        InetSocketAddress address = pod(one).address();
        InetSocketAddress otherAddress = pod(other).address();
        pod(one).kill();
        pod(other).kill();
        move(pod(one), otherAddress);
        move(pod(other), address);
    }

    private void move(LocalPod pod, InetSocketAddress address) {
        pod.moveTo(address);
        service.removePod(pod.name());
        publish(pod);
        pod.start();
    }

    /** Ends the servers and removes their folders and their DNS records. A second call does nothing. */
    @Override
    public void close() {
        pods.forEach(LocalPod::kill);
        reaper.close();
        service.remove();
    }

    /** Collects the parts of a {@link LocalStatefulSet}. Not thread-safe. */
    public static final class Builder {
        private final HeadlessDns dns;
        private String name = "redis";
        private String namespace = "demo";
        private int size = 6;
        private @Nullable RedisServer server;
        private List<String> settings = List.of();
        private IntFunction<List<String>> podSettings = ordinal -> List.of();

        private Builder(HeadlessDns dns) {
            this.dns = dns;
        }

        /** The name of set and service; {@code redis} unless set. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** The namespace; {@code demo} unless set. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /** How many pods, 1 to 250; 6 unless set. */
        public Builder size(int size) {
            this.size = size;
            return this;
        }

        /** The server that the pods run; {@link RedisServer#find()} unless set. */
        public Builder server(RedisServer server) {
            this.server = server;
            return this;
        }

        /** Further arguments of {@code redis-server}, for instance {@code --appendonly}, {@code yes}; none unless set. */
        public Builder settings(String... settings) {
            this.settings = List.of(settings);
            return this;
        }

        /** Arguments of {@code redis-server} that differ from pod to pod, for instance labels; none unless set. */
        public Builder podSettings(IntFunction<List<String>> podSettings) {
            this.podSettings = podSettings;
            return this;
        }

        /**
         * The set, published and not started.
         *
         * @throws IllegalStateException if there is no {@code redis-server}, or no free address
         */
        public LocalStatefulSet create() {
            return new LocalStatefulSet(this);
        }
    }
}
