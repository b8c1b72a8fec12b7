// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.ReplicationLink;
import io.rollcall.redis.decide.ServerVersion;
import io.rollcall.redis.decide.SlotSet;
import io.rollcall.redis.node.Probe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds what pods say. */
final class Looks {

    private static final ServerVersion VERSION = ServerVersion.of(Map.of("redis_version", "7.0.15"));

    private final String pod;
    private final NodeAddress address;
    private final List<KnownNode> knows = new ArrayList<>();
    private Optional<ReplicationLink> link = Optional.empty();
    private final Map<String, String> settings = new HashMap<>();
    private boolean ok = true;
    private long offset;

    private Looks(String pod) {
        this.pod = pod;
        this.address = address(pod);
    }

    /** A node with its own line, as a master without slots. */
    static Looks node(String pod, String id) {
        Looks looks = new Looks(pod);
        looks.knows.add(known(id, Set.of("myself", "master"), Optional.empty(), 0, SlotSet.NONE));
        return looks;
    }

    /** A master with slots. */
    static Looks master(String pod, String id, long epoch, int first, int last) {
        Looks looks = new Looks(pod);
        looks.knows.add(known(id, Set.of("myself", "master"), Optional.empty(), epoch, SlotSet.of(first, last)));
        return looks;
    }

    /** A replica. */
    static Looks replica(String pod, String id, String masterPod, String masterId, boolean up) {
        Looks looks = new Looks(pod);
        looks.knows.add(known(id, Set.of("myself", "slave"), Optional.of(masterId), 0, SlotSet.NONE));
        looks.link = Optional.of(new ReplicationLink(address(masterPod), up));
        return looks;
    }

    /** A line about a master. */
    static KnownNode master(String id, long epoch, int first, int last) {
        return known(id, Set.of("master"), Optional.empty(), epoch, SlotSet.of(first, last));
    }

    static PodLook silent(String pod) {
        return new PodLook(key(pod), address(pod), new Probe.Silent(pod + " refused"));
    }

    Looks knows(KnownNode... others) {
        knows.addAll(List.of(others));
        return this;
    }

    Looks notOk() {
        ok = false;
        return this;
    }

    NodeReport report() {
        return new NodeReport(key(pod).ordinal(), pod, address, VERSION, 10, ok, link, knows, settings, offset);
    }

    Looks offset(long sent) {
        offset = sent;
        return this;
    }

    Looks setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    PodLook look() {
        return new PodLook(key(pod), address, new Probe.Answered(report()));
    }

    static NodeAddress address(String pod) {
        return new NodeAddress("10.0.0." + (key(pod).ordinal() + 1), 6379);
    }

    private static PodKey key(String pod) {
        return new PodKey(Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1)), pod);
    }

    private static KnownNode known(String id, Set<String> flags, Optional<String> master, long epoch, SlotSet slots) {
        return new KnownNode(id, new NodeAddress("10.9.9.9", 6379), flags, master, true, epoch, slots);
    }
}
