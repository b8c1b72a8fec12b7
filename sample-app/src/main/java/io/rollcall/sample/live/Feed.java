// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.live;

import io.micronaut.http.sse.Event;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * The newest state of each topic and the last entries of the time line. A reader gets all of them first and every change
 * after that. An event is written as JSON once, whoever many read it, and each reader may be only so far behind: one
 * that is slower is dropped, and gets everything when it connects again. Thread-safe; publishing never waits for a reader.
 */
@Singleton
public final class Feed {

    /** Topic of the application's own peers. */
    public static final String PEERS = "peers";
    /** Topic of leadership. */
    public static final String LEADER = "leader";
    /** Topic of the Redis Cluster. */
    public static final String CLUSTER = "cluster";
    /** Topic of the write monitor. */
    public static final String WRITES = "writes";
    /** Topic of the leader's counter. */
    public static final String COUNTER = "counter";

    /** So many readers at most: each costs a connection and its buffers. */
    static final int MOST_READERS = 1_000;

    private static final String TIMELINE = "timeline";
    /** So many events may wait for one reader; with those that are in buffers and sockets, some minutes. */
    private static final int MOST_WAITING = 128;

    private static final int MOST_ENTRIES = 200;

    private final ObjectMapper json;
    private final InstantSource clock;
    private final Map<String, Event<String>> states = new LinkedHashMap<>();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Set<Reader> readers = new LinkedHashSet<>();
    private long told;
    private long dropped;

    Feed(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    /** Replaces the state of a topic, and sends it to every reader if it changed. */
    public synchronized void publish(String topic, Object state) {
        Event<String> event = event(topic, state);
        Event<String> before = states.put(topic, event);
        if (before == null || !before.getData().equals(event.getData())) {
            send(event);
        }
    }

    /**
     * Replaces the state of a topic, and sends those who have it only what is new.
     *
     * @param state all of it, for readers that come later
     * @param update what is new
     */
    public synchronized void publish(String topic, Object state, Object update) {
        states.put(topic, event(topic, state));
        send(event(topic, update));
    }

    /** Adds an entry to the time line. */
    public synchronized void tell(Kind kind, String text) {
        Entry entry = new Entry(++told, clock.millis(), kind, text);
        entries.addLast(entry);
        if (entries.size() > MOST_ENTRIES) {
            entries.removeFirst();
        }
        send(event(TIMELINE, List.of(entry)));
    }

    /** The last entries of the time line, oldest first. */
    public synchronized List<Entry> timeline() {
        return List.copyOf(entries);
    }

    /** How many read now. */
    synchronized int readers() {
        return readers.size();
    }

    /** How many readers were dropped because they were too slow. */
    synchronized long dropped() {
        return dropped;
    }

    /** What one reader gets; fails when it is too far behind. */
    Publisher<Event<String>> read() {
        return this::add;
    }

    /** A comment now and then shows which readers are gone, and keeps proxies from closing the connection. */
    synchronized void heartbeat() {
        send(Event.of("{}").name("heartbeat"));
    }

    private void add(Subscriber<? super Event<String>> subscriber) {
        Reader reader = new Reader(subscriber, MOST_WAITING, this::remove);
        subscriber.onSubscribe(reader);
        synchronized (this) {
            states.values().forEach(reader::offer);
            reader.offer(event(TIMELINE, new ArrayList<>(entries)));
            readers.add(reader);
        }
    }

    private synchronized void remove(Reader reader) {
        readers.remove(reader);
    }

    private void send(Event<String> event) {
        for (Reader reader : List.copyOf(readers)) {
            if (!reader.offer(event)) {
                readers.remove(reader);
                dropped += reader.isTooSlow() ? 1 : 0;
            }
        }
    }

    private Event<String> event(String topic, Object state) {
        try {
            return Event.of(json.writeValueAsString(state)).name(topic);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write the state of " + topic + " as JSON", unwritable);
        }
    }
}
