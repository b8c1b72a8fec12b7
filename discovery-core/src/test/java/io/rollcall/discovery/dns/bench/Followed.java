// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.testing.Fault;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.QueryFilter;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.List;

/** One follower with DNS servers of its own, on which the script of the comparison is played. */
final class Followed {

    static final int PODS = 4;
    private static final String POD = "orders-";
    /** Comes and goes. */
    static final String GUEST = POD + PODS;

    /** What the server that is behind lists: not {@code orders-3}. */
    private static final List<Integer> LISTED_BEHIND = List.of(0, 1, 2, PODS);

    private static final String NETWORK = "127.0.0.";

    final Follower follower;
    final MemberLog log = new MemberLog();
    private final HeadlessDns dns;
    private final HeadlessDns behind;
    private final HeadlessDns empty;
    private final Service service;
    private final AutoCloseable following;

    Followed(Follower follower, Duration ttl) throws Exception {
        this.follower = follower;
        dns = HeadlessDns.builder().ttl(ttl).start();
        behind = HeadlessDns.builder().ttl(ttl).start();
        empty = HeadlessDns.builder().ttl(ttl).start();
        service = published(dns);
        published(behind);
        for (int i = 0; i < PODS; i++) {
            service.pod(POD + i, address(i));
            log.begins(POD + i);
        }
        LISTED_BEHIND.forEach(i -> published(behind).pod(POD + i, address(i)));
        HeadlessService wanted = HeadlessService.ofDomain(service.domain())
                .portName("http")
                .expectedPeers(PODS)
                .build();
        following = follower.follow(dns.address(), wanted, Followed::pod, log);
    }

    private static Service published(HeadlessDns server) {
        return server.service("orders", "shop").port("http", 8080);
    }

    private static String address(int ordinal) {
        return NETWORK + (10 + ordinal);
    }

    private static String pod(String address) {
        return POD + (Integer.parseInt(address.substring(NETWORK.length())) - 10);
    }

    void join() {
        service.pod(GUEST, address(PODS));
        log.begins(GUEST);
    }

    void leave() {
        service.removePod(GUEST);
        log.ends(GUEST);
    }

    /** Every other answer comes from a server that does not list one of the pods. */
    void disagree() {
        for (String type : List.of("SRV", "A", "AAAA")) {
            dns.inject(Fault.answerFrom(behind), QueryFilter.any().type(type).every(2));
        }
    }

    void fail() {
        dns.inject(Fault.rcode("SERVFAIL"));
    }

    /** As while a server has just restarted and knows nobody. */
    void deny() {
        dns.inject(Fault.answerFrom(empty));
    }

    void recover() {
        dns.clearFaults();
    }

    long queries() {
        return dns.queries().total();
    }

    void end() throws Exception {
        following.close();
        dns.close();
        behind.close();
        empty.close();
    }
}
