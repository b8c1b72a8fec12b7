// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A thread with its sockets and what it learned about its servers. All discoveries of the process that ask the same
 * servers in the same way share one, so that a hundred services cost one thread; it ends with the last of them.
 */
final class Engine {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<Servers.Choice, Engine> SHARED = new HashMap<>();

    private final EventLoop loop;
    private final Nameservers nameservers;
    private final Set<OpenCalls> users = ConcurrentHashMap.newKeySet();

    private Engine(Supplier<Servers> servers, RandomGenerator random) {
        loop = new EventLoop("rollcall-dns-" + COUNT.incrementAndGet(), () -> users.forEach(OpenCalls::close));
        nameservers = new Nameservers(new Exchanges(loop, random), servers);
    }

    /**
     * The engine for a choice of servers, until {@link #leave}.
     *
     * @param user whose calls fail if the engine breaks
     * @param random makes message ids for this user alone; empty shares a secure one, and with it the engine
     */
    static Engine join(Servers.Choice choice, OpenCalls user, Optional<RandomGenerator> random) {
        synchronized (SHARED) {
            Engine engine = random.isPresent() ? null : SHARED.get(choice);
            if (engine == null || !engine.loop.isRunning()) {
                engine = new Engine(choice.servers(), random.orElseGet(SecureRandom::new));
                if (random.isEmpty()) {
                    SHARED.put(choice, engine);
                }
            }
            engine.users.add(user);
            return engine;
        }
    }

    EventLoop loop() {
        return loop;
    }

    Nameservers nameservers() {
        return nameservers;
    }

    /** The last user that leaves closes the engine, and waits for that. */
    void leave(OpenCalls user) {
        boolean last;
        synchronized (SHARED) {
            last = users.remove(user) && users.isEmpty();
            if (last) {
                SHARED.values().remove(this);
            }
        }
        // Not under the lock: what runs on the engine's thread may be about to open a discovery.
        if (last) {
            loop.close();
        }
    }
}
