// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import static io.rollcall.discovery.coredns.ClusterPod.pod;
import static io.rollcall.discovery.coredns.ClusterPod.withoutHostname;
import static io.rollcall.discovery.coredns.ClusterService.alias;
import static io.rollcall.discovery.coredns.ClusterService.headless;

import java.util.List;
import java.util.stream.IntStream;

/** A cluster with one service for every situation that the two servers could see differently. */
final class SampleCluster {

    /** From 17 pods on an SRV answer with glue does not fit into 1232 bytes, from 8 on not into 512. */
    private static final int LARGE = 40;

    private SampleCluster() {}

    static List<ClusterService> services() {
        return List.of(
                headless("nginx").port("peer", 7000).webPods(3),
                headless("one").port("peer", 7000).pods(pod("web-0", "10.1.0.1")),
                headless("six").port("peer", 7000).webPods(6),
                headless("seven").port("peer", 7000).webPods(7),
                headless("large").port("peer", 7000).webPods(LARGE),
                headless("large6").port("peer", 7000).pods(ipv6Pods(LARGE)),
                headless("fits").port("peer", 7000).webPods(816),
                headless("short").port("peer", 7000).webPods(817),
                headless("several")
                        .port("peer", 7000)
                        .port("metrics", 9100)
                        .port("gossip", "UDP", 7946)
                        .webPods(3),
                headless("portless").webPods(2),
                headless("unnamed").port("", 9000).webPods(2),
                headless("dual")
                        .port("peer", 7000)
                        .pods(pod("web-0", "10.3.0.1", "fd00::3:1"), pod("web-1", "10.3.0.2", "fd00::3:2")),
                headless("only6").port("peer", 7000).pods(pod("web-0", "fd00::4:1")),
                headless("moving")
                        .port("peer", 7000)
                        .pods(pod("web-0", "10.5.0.1", "10.5.0.9"), pod("web-1", "10.5.0.2")),
                headless("nameless")
                        .port("peer", 7000)
                        .pods(
                                withoutHostname("10.6.0.1"),
                                withoutHostname("5678:abcd::1"),
                                withoutHostname("fd00:1::"),
                                withoutHostname("fd00:0:0:1::1")),
                headless("partly")
                        .port("peer", 7000)
                        .pods(pod("web-0", "10.7.0.1"), pod("web-1", "10.7.0.2").notReady()),
                headless("starting")
                        .port("peer", 7000)
                        .pods(pod("web-0", "10.7.1.1").notReady()),
                headless("published")
                        .port("peer", 7000)
                        .publishingNotReady()
                        .pods(
                                pod("web-0", "10.7.2.1").notReady(),
                                pod("web-1", "10.7.2.2").deleted(),
                                pod("web-2", "10.7.2.3")),
                headless("ending")
                        .port("peer", 7000)
                        .pods(pod("web-0", "10.7.3.1").deleted(), pod("web-1", "10.7.3.2")),
                headless("empty").port("peer", 7000),
                headless("empty-portless"),
                headless("virtual")
                        .port("peer", 7000)
                        .port("metrics", 9100)
                        .clusterIp("10.96.0.10", "fd00:96::10")
                        .pods(pod("web-0", "10.8.0.1"), pod("web-1", "10.8.0.2")),
                headless("virtual-portless").clusterIp("10.96.0.11").pods(pod("web-0", "10.8.1.1")),
                headless("virtual-empty").port("peer", 7000).clusterIp("10.96.0.12"),
                alias("outside", "db.example.org"),
                alias("inside", "nginx.default.svc.cluster.local"),
                alias("inside-missing", "missing.default.svc.cluster.local"),
                alias("twice", "inside.default.svc.cluster.local"),
                alias("self", "self.default.svc.cluster.local"),
                alias("loop-a", "loop-b.default.svc.cluster.local"),
                alias("loop-b", "loop-a.default.svc.cluster.local"),
                headless("nginx", "shop").port("peer", 7000).pods(pod("web-0", "10.9.0.1")),
                headless("shared-a").port("peer", 7000).pods(pod("web-0", "10.10.0.1")),
                headless("shared-b").port("peer", 7000).pods(pod("web-0", "10.10.0.1")),
                headless("two-sets").port("peer", 7000).pods(pod("web-0", "10.11.0.1"), pod("api-0", "10.11.0.2")));
    }

    private static List<ClusterPod> ipv6Pods(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pod("web-" + i, "fd00::12:" + Integer.toHexString(1 + i)))
                .toList();
    }
}
