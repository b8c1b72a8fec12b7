// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.leader.LeaderElector;
import io.rollcall.discovery.leader.LeaderElectorBuilder;
import io.rollcall.discovery.leader.LeaderState;
import io.rollcall.discovery.leader.LeaderState.Leader;
import io.rollcall.discovery.watch.WatchRuntime;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One process: the real watch and elector on a clock and a way to DNS of its own. */
final class PodProcess implements SimulatedPod {

    private static final long MOST_SKEW_MILLIS = 600_000;
    private static final double MOST_DRIFT = 200e-6;

    private final World world;
    private final PeerId id;
    private final int number;
    private final String name;
    private final InetAddress address;
    private final SplittableRandom random;
    private final PodTime time;
    private final PodDiscovery discovery;
    private long lastLie = Long.MIN_VALUE;
    private @Nullable PeerWatch watch;
    private @Nullable LeaderElector elector;

    PodProcess(
            World world, HeadlessService service, PeerId id, int number, InetAddress address, SplittableRandom random) {
        this.world = world;
        this.id = id;
        this.number = number;
        this.name = id + "#" + number;
        this.address = address;
        this.random = random;
        Duration skew = Duration.ofMillis(random.nextLong(-MOST_SKEW_MILLIS, MOST_SKEW_MILLIS));
        time = new PodTime(world.time(), skew, 1 + random.nextDouble(-MOST_DRIFT, MOST_DRIFT));
        discovery = new PodDiscovery(
                service,
                new WatchRuntime(time, time, time, time::nanoTime, random),
                time,
                this::ask,
                world.dns()::latency,
                world.settings().dns().lookupDeadline());
    }

    void start() {
        world.journal().note(name, "starts at " + address.getHostAddress());
        Simulation.Settings settings = world.settings();
        PeerWatch opened = discovery.watch(settings.watch(), this::changed);
        watch = opened;
        LeaderElectorBuilder builder = LeaderElector.builder(opened)
                .policy(settings.policy())
                .ownAddresses(List.of(address))
                .scheduler(time)
                .ticker(time::nanoTime)
                .random(random);
        if (settings.fencing() != Fencing.NONE) {
            builder.fencing(new SimulatedFence(this, world, world.fence()));
        }
        if (settings.confirming()) {
            builder.confirmation(world.network().of(this));
        }
        LeaderElector electing = builder.build();
        elector = electing;
        electing.onChange(this::decided);
        settings.program().start(this);
    }

    private DnsAnswer ask() {
        DnsAnswer answer = world.dns().answer(id.ordinal());
        if (answer.lie()) {
            lastLie = world.time().nanoTime();
            world.deceives();
        }
        world.journal().lookup(id.ordinal(), answer);
        return answer;
    }

    private void changed(PeerEvent event) {
        world.journal().note(name, Lines.of(event));
    }

    private void decided(LeaderState state) {
        world.journal().note(name, Lines.of(state));
        world.referee().stops(this);
        if (state instanceof Leader leader) {
            world.referee().leads(this, leader.epoch());
        }
    }

    /** The process is gone, without a last word. */
    void kill() {
        if (!time.isDead()) {
            world.worsens();
            world.journal().note(name, "ends");
            time.kill();
            world.referee().stops(this);
        }
    }

    /** It stands still; what it believes meanwhile does nothing. */
    void pauseUntil(long until) {
        world.worsens();
        time.pauseUntil(until);
    }

    void resign() {
        var unused = elector().resign();
    }

    boolean isDead() {
        return time.isDead();
    }

    boolean isPaused() {
        return time.isPaused();
    }

    InetAddress address() {
        return address;
    }

    PodTime time() {
        return time;
    }

    /** When DNS last told this process what was not true. */
    long lastLie() {
        return lastLie;
    }

    @Override
    public PeerId id() {
        return id;
    }

    @Override
    public int process() {
        return number;
    }

    @Override
    public PeerDiscovery discovery() {
        return discovery;
    }

    @Override
    public PeerWatch watch() {
        return started(watch);
    }

    @Override
    public LeaderElector elector() {
        return started(elector);
    }

    @Override
    public InstantSource clock() {
        return time;
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return time;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void note(String line) {
        world.journal().note(name, line);
    }

    @Override
    public String toString() {
        return name;
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the process has not started");
        }
        return part;
    }
}
