// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The StatefulSet and its controller: which process stands for which ordinal, and what DNS should say about it. */
final class PodSet {

    static final String NAME = "web";
    private static final int PORT = 7000;
    private static final long SLOWEST_START_MILLIS = 5_000;
    private static final long LONGEST_GRACE_MILLIS = 2_000;
    private static final Duration BETWEEN_UPDATES = Duration.ofSeconds(2);

    private final World world;
    private final SplittableRandom random;
    private final Addresses addresses;
    private final Slot[] slots;
    private final List<PodProcess> processes = new ArrayList<>();
    private int replicas;

    /** One ordinal. */
    private static final class Slot {
        final HeadlessService service;
        int started;

        @Nullable
        PodProcess process;

        @Nullable
        Peer endpoint;

        Slot(HeadlessService service) {
            this.service = service;
        }
    }

    PodSet(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        addresses = new Addresses(random.split());
        replicas = world.settings().pods();
        slots = new Slot[replicas];
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            slots[ordinal] = new Slot(HeadlessService.named("web")
                    .namespace("sim")
                    .statefulSet(NAME)
                    .expectedPeers(replicas)
                    .self(new PeerId(NAME, ordinal))
                    .build());
        }
    }

    void startAll() {
        for (int ordinal = 0; ordinal < slots.length; ordinal++) {
            startSoon(ordinal);
        }
    }

    /** Whether the disruption is about pods, and has begun. */
    boolean begin(Disruption disruption, long until) {
        if (disruption instanceof Disruption.Restart restart) {
            restart(restart.ordinal(), restart.down(), restart.graceful());
        } else if (disruption instanceof Disruption.Crash crash) {
            crash(crash);
        } else if (disruption instanceof Disruption.ForceDelete delete) {
            forceDelete(delete);
        } else if (disruption instanceof Disruption.RollingUpdate update) {
            update(slots.length - 1, update.down());
        } else if (disruption instanceof Disruption.Scale scale) {
            scale(scale.pods());
        } else if (disruption instanceof Disruption.Pause pause) {
            Optional.ofNullable(slot(pause.ordinal()).process).ifPresent(process -> process.pauseUntil(until));
        } else {
            return false;
        }
        return true;
    }

    private void restart(int ordinal, Duration down, boolean graceful) {
        if (terminate(ordinal, graceful)) {
            world.later(down, () -> start(ordinal, addresses.take()));
        }
    }

    private void update(int ordinal, Duration down) {
        if (ordinal >= 0) {
            restart(ordinal, down, true);
            world.later(down.plus(BETWEEN_UPDATES), () -> update(ordinal - 1, down));
        }
    }

    private void crash(Disruption.Crash crash) {
        Slot slot = slot(crash.ordinal());
        PodProcess process = slot.process;
        if (process == null) {
            return;
        }
        slot.process = null;
        process.kill();
        world.later(crash.down(), () -> {
            // Otherwise the pod was deleted meanwhile.
            if (slot.endpoint != null && slot.endpoint.addresses().contains(process.address())) {
                start(crash.ordinal(), process.address());
            }
        });
    }

    private void forceDelete(Disruption.ForceDelete delete) {
        Slot slot = slot(delete.ordinal());
        PodProcess process = slot.process;
        if (process == null) {
            return;
        }
        vacate(slot);
        world.later(delete.survives(), () -> end(process));
        world.later(delete.down(), () -> start(delete.ordinal(), addresses.take()));
    }

    private void scale(int pods) {
        replicas = Math.min(pods, slots.length);
        for (int ordinal = slots.length - 1; ordinal >= replicas; ordinal--) {
            terminate(ordinal, random.nextBoolean());
        }
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            if (slots[ordinal].process == null) {
                startSoon(ordinal);
            }
        }
    }

    private boolean terminate(int ordinal, boolean graceful) {
        Slot slot = slot(ordinal);
        PodProcess process = slot.process;
        if (process == null) {
            return false;
        }
        if (graceful) {
            process.resign();
        }
        vacate(slot);
        world.later(Duration.ofMillis(random.nextLong(LONGEST_GRACE_MILLIS)), () -> end(process));
        return true;
    }

    private void vacate(Slot slot) {
        slot.process = null;
        slot.endpoint = null;
        publish();
    }

    private void end(PodProcess process) {
        process.kill();
        addresses.free(process.address());
        processes.remove(process);
    }

    private void startSoon(int ordinal) {
        world.later(Duration.ofMillis(random.nextLong(SLOWEST_START_MILLIS)), () -> start(ordinal, addresses.take()));
    }

    private void start(int ordinal, InetAddress address) {
        Slot slot = slots[ordinal];
        boolean sameAddress = slot.endpoint != null && slot.endpoint.addresses().contains(address);
        if (ordinal >= replicas || slot.process != null || (slot.endpoint != null && !sameAddress)) {
            addresses.free(address);
            return;
        }
        world.worsens();
        PeerId id = new PeerId(NAME, ordinal);
        PodProcess process = new PodProcess(world, slot.service, id, ++slot.started, address, random.split());
        slot.process = process;
        slot.endpoint = new Peer(id.podName(), Optional.of(id), List.of(address), OptionalInt.of(PORT));
        processes.add(process);
        if (!sameAddress) {
            publish();
        }
        process.start();
    }

    private void publish() {
        world.worsens();
        world.dns()
                .publish(Arrays.stream(slots)
                        .map(slot -> slot.endpoint)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private Slot slot(int ordinal) {
        if (ordinal < 0 || ordinal >= slots.length) {
            throw new IllegalArgumentException(
                    "there is no ordinal " + ordinal + "; there are " + slots.length + " pods, from 0");
        }
        return slots[ordinal];
    }

    /** Whether all pods run, once each. */
    boolean areComplete() {
        for (Slot slot : slots) {
            if (slot.process == null) {
                return false;
            }
        }
        return processes.size() == slots.length;
    }

    /** How many identities DNS has lied to since a moment. */
    int deceivedSince(long since) {
        return (int) processes.stream()
                .filter(process -> process.lastLie() >= since)
                .map(PodProcess::id)
                .distinct()
                .count();
    }
}
