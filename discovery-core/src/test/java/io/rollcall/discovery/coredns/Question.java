// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.coredns;

import java.util.List;
import java.util.stream.Stream;

/**
 * A question with the reason why it is asked.
 *
 * @param situation in words, for the test's name
 */
record Question(String situation, String name, String type) {

    private static final String SVC = ".default.svc.cluster.local.";

    @Override
    public String toString() {
        return situation + ": " + type + " " + name;
    }

    static Stream<Question> all() {
        return Stream.of(
                        specification(),
                        beyondTheSpecification(),
                        states(),
                        kinds(),
                        missing(),
                        reverse(),
                        zone(),
                        sizes())
                .flatMap(questions -> questions);
    }

    /** Kubernetes DNS-Based Service Discovery 1.1.0. */
    private static Stream<Question> specification() {
        return Stream.of(
                new Question("schema version", "dns-version.cluster.local.", "TXT"),
                new Question("headless", "nginx" + SVC, "A"),
                new Question("headless, IPv4 only", "nginx" + SVC, "AAAA"),
                new Question("named port", "_peer._tcp.nginx" + SVC, "SRV"),
                new Question("pod", "web-1.nginx" + SVC, "A"),
                new Question("pod, IPv4 only", "web-1.nginx" + SVC, "AAAA"),
                new Question("other namespace", "_peer._tcp.nginx.shop.svc.cluster.local.", "SRV"),
                new Question("dual stack", "dual" + SVC, "A"),
                new Question("dual stack", "dual" + SVC, "AAAA"),
                new Question("dual stack", "_peer._tcp.dual" + SVC, "SRV"),
                new Question("dual stack, pod", "web-0.dual" + SVC, "A"),
                new Question("dual stack, pod", "web-0.dual" + SVC, "AAAA"),
                new Question("IPv6 only", "only6" + SVC, "A"),
                new Question("IPv6 only", "only6" + SVC, "AAAA"),
                new Question("IPv6 only", "_peer._tcp.only6" + SVC, "SRV"),
                new Question("two IPs of one hostname", "_peer._tcp.moving" + SVC, "SRV"),
                new Question("two IPs of one hostname", "moving" + SVC, "A"),
                new Question("two IPs of one hostname", "web-0.moving" + SVC, "A"),
                new Question("several ports, one asked", "_metrics._tcp.several" + SVC, "SRV"),
                new Question("several ports, UDP asked", "_gossip._udp.several" + SVC, "SRV"),
                new Question("no hostname", "_peer._tcp.nameless" + SVC, "SRV"),
                new Question("no hostname", "nameless" + SVC, "A"),
                new Question("no hostname", "nameless" + SVC, "AAAA"),
                new Question("dashed IPv4", "10-6-0-1.nameless" + SVC, "A"),
                new Question("dashed IPv6", "5678-abcd--1.nameless" + SVC, "AAAA"),
                new Question("dashed IPv6 with a trailing dash", "fd00-1--0.nameless" + SVC, "AAAA"),
                new Question("dashed IPv6 with two runs of zeros", "fd00-0-0-1-0-0-0-1.nameless" + SVC, "AAAA"),
                new Question("dashed IPv6 with two runs of zeros", "fd00-0-0-1--1.nameless" + SVC, "AAAA"),
                new Question("two sets", "_peer._tcp.two-sets" + SVC, "SRV"));
    }

    /** What CoreDNS answers and the specification does not ask for. */
    private static Stream<Question> beyondTheSpecification() {
        return Stream.of(
                new Question("bare name", "nginx" + SVC, "SRV"),
                new Question("bare name, several ports", "several" + SVC, "SRV"),
                new Question("any TCP port", "_._tcp.several" + SVC, "SRV"),
                new Question("any TCP port, underscore at the protocol only", "_.tcp.several" + SVC, "SRV"),
                new Question("without underscores", "peer.tcp.nginx" + SVC, "SRV"),
                new Question("underscore at the port only", "_peer.tcp.nginx" + SVC, "SRV"),
                new Question("addresses of a named port", "_peer._tcp.nginx" + SVC, "A"),
                new Question("addresses of a named port, IPv4 only", "_peer._tcp.nginx" + SVC, "AAAA"),
                new Question("SRV of a pod", "web-1.nginx" + SVC, "SRV"),
                new Question("SRV of a pod, several ports", "web-1.several" + SVC, "SRV"),
                new Question("unnamed port, bare name", "unnamed" + SVC, "SRV"),
                new Question("unnamed port, any TCP port", "_._tcp.unnamed" + SVC, "SRV"),
                new Question("unnamed port", "unnamed" + SVC, "A"),
                new Question("port-less, bare name", "portless" + SVC, "SRV"),
                new Question("port-less, named port", "_peer._tcp.portless" + SVC, "SRV"),
                new Question("port-less, any TCP port", "_._tcp.portless" + SVC, "SRV"),
                new Question("port-less", "portless" + SVC, "A"),
                new Question("port-less, pod", "web-0.portless" + SVC, "A"),
                new Question("port-less, pod", "web-0.portless" + SVC, "SRV"),
                new Question("mixed case", "NGINX.Default.SVC.Cluster.LOCAL.", "A"),
                new Question("mixed case", "NGINX.Default.SVC.Cluster.LOCAL.", "SRV"),
                new Question("mixed case", "_Peer._TCP.nginx.default.svc.cluster.Local.", "SRV"),
                new Question("mixed case, missing", "MISSING.default.svc.Cluster.local.", "A"),
                new Question("other type, exists", "nginx" + SVC, "MX"),
                new Question("other type, exists", "nginx" + SVC, "TXT"),
                new Question("other type, exists", "nginx" + SVC, "CNAME"),
                new Question("other type, exists", "nginx" + SVC, "NS"),
                new Question("other type, exists", "nginx" + SVC, "SOA"),
                new Question("other type, exists", "nginx" + SVC, "PTR"),
                new Question("other type, exists", "nginx" + SVC, "HTTPS"),
                new Question("other type, exists", "nginx" + SVC, "ANY"));
    }

    private static Stream<Question> states() {
        return Stream.of("partly", "starting", "published", "ending", "empty", "empty-portless")
                .flatMap(service -> Stream.of(
                        new Question(service, service + SVC, "A"),
                        new Question(service, service + SVC, "AAAA"),
                        new Question(service, service + SVC, "SRV"),
                        new Question(service, "_peer._tcp." + service + SVC, "SRV"),
                        new Question(service, "web-0." + service + SVC, "A"),
                        new Question(service, "web-1." + service + SVC, "A"),
                        new Question(service, service + SVC, "TXT")));
    }

    /** Services that are not headless. */
    private static Stream<Question> kinds() {
        Stream<Question> virtual = Stream.of("virtual", "virtual-portless", "virtual-empty")
                .flatMap(service -> Stream.of(
                        new Question("ClusterIP", service + SVC, "A"),
                        new Question("ClusterIP", service + SVC, "AAAA"),
                        new Question("ClusterIP", service + SVC, "SRV"),
                        new Question("ClusterIP", "_peer._tcp." + service + SVC, "SRV"),
                        new Question("ClusterIP, wrong port", "_other._tcp." + service + SVC, "SRV"),
                        new Question("ClusterIP, pod", "web-0." + service + SVC, "A"),
                        new Question("ClusterIP, pod", "web-0." + service + SVC, "SRV")));
        Stream<Question> alias = Stream.of("outside", "inside", "inside-missing", "twice", "self", "loop-a")
                .flatMap(service -> Stream.of(
                        new Question("ExternalName", service + SVC, "A"),
                        new Question("ExternalName", service + SVC, "AAAA"),
                        new Question("ExternalName", service + SVC, "CNAME"),
                        new Question("ExternalName", service + SVC, "SRV"),
                        new Question("ExternalName", service + SVC, "TXT"),
                        new Question("ExternalName, port", "_peer._tcp." + service + SVC, "SRV"),
                        new Question("ExternalName, pod", "web-0." + service + SVC, "A")));
        return Stream.concat(virtual, alias);
    }

    private static Stream<Question> missing() {
        return Stream.of(
                new Question("missing service", "missing" + SVC, "A"),
                new Question("missing service", "_peer._tcp.missing" + SVC, "SRV"),
                new Question("missing service", "missing" + SVC, "SOA"),
                new Question("missing service", "missing" + SVC, "NS"),
                new Question("missing service", "missing" + SVC, "TXT"),
                new Question("missing service", "missing" + SVC, "CNAME"),
                new Question("missing namespace", "nginx.elsewhere.svc.cluster.local.", "A"),
                new Question("missing namespace", "elsewhere.svc.cluster.local.", "A"),
                new Question("missing port", "_other._tcp.nginx" + SVC, "SRV"),
                new Question("missing port", "_other._tcp.nginx" + SVC, "A"),
                new Question("missing protocol", "_peer._udp.nginx" + SVC, "SRV"),
                new Question("missing pod", "web-9.nginx" + SVC, "A"),
                new Question("missing pod", "web-9.nginx" + SVC, "SRV"),
                new Question("dashed address of a pod with a hostname", "10-20-0-1.nginx" + SVC, "A"),
                new Question("namespace", "default.svc.cluster.local.", "A"),
                new Question("namespace", "default.svc.cluster.local.", "SRV"),
                new Question("namespace without services", "kube-system.svc.cluster.local.", "A"),
                new Question("too long", "a.web-0._peer._tcp.nginx" + SVC, "A"),
                new Question("pod under a port", "web-0._peer._tcp.nginx" + SVC, "A"),
                new Question("pod by address", "10-20-0-1.default.pod.cluster.local.", "A"),
                new Question("pods of a namespace", "default.pod.cluster.local.", "A"),
                new Question("wildcard", "*.default.svc.cluster.local.", "A"),
                new Question("wildcard", "*.nginx" + SVC, "A"),
                new Question("wildcard", "_*._tcp.nginx" + SVC, "SRV"),
                new Question("escaped dot", "web-0\\.nginx" + SVC, "A"),
                new Question("byte above ASCII", "\\228.nginx" + SVC, "A"),
                new Question("name server of a namespace", "ns.dns.default.svc.cluster.local.", "A"),
                new Question("root", ".", "NS"),
                new Question("neither svc nor pod", "nginx.default.cluster.local.", "A"),
                new Question("text elsewhere", "dns-version.default.svc.cluster.local.", "TXT"),
                new Question("schema version, no text", "dns-version.cluster.local.", "A"),
                new Question("outside of the zone", "example.org.", "A"),
                new Question("zone's parent", "local.", "A"));
    }

    private static Stream<Question> reverse() {
        return Stream.of(
                new Question("pod's address", "1.0.3.10.in-addr.arpa.", "PTR"),
                new Question("pod's address, IPv6", ip6("fd000000000000000000000000030001"), "PTR"),
                new Question("no hostname", "1.0.6.10.in-addr.arpa.", "PTR"),
                new Question("no hostname, IPv6", ip6("5678abcd000000000000000000000001"), "PTR"),
                new Question("no hostname, trailing dash", ip6("fd000001000000000000000000000000"), "PTR"),
                new Question("in two services", "1.0.10.10.in-addr.arpa.", "PTR"),
                new Question("cluster IP", "10.0.96.10.in-addr.arpa.", "PTR"),
                new Question("cluster IP, IPv6", ip6("fd000096000000000000000000000010"), "PTR"),
                new Question("not ready", "2.0.7.10.in-addr.arpa.", "PTR"),
                new Question("not ready but published", "1.2.7.10.in-addr.arpa.", "PTR"),
                new Question("terminating", "1.3.7.10.in-addr.arpa.", "PTR"),
                new Question("nobody's address", "9.9.9.9.in-addr.arpa.", "PTR"),
                new Question("nobody's address, IPv6", ip6("fd0000000000000000000000deadbeef"), "PTR"),
                new Question("mixed case", "1.0.3.10.IN-ADDR.Arpa.", "PTR"),
                new Question("part of an address", "0.3.10.in-addr.arpa.", "PTR"),
                new Question("part of an address, IPv6", "0.0.d.f.ip6.arpa.", "PTR"),
                new Question("no address", "x.in-addr.arpa.", "PTR"),
                new Question("more than an address", "1.1.0.3.10.in-addr.arpa.", "PTR"),
                new Question("byte too large", "300.0.3.10.in-addr.arpa.", "PTR"),
                new Question("leading zero", "01.0.3.10.in-addr.arpa.", "PTR"),
                new Question("IPv4 written as IPv6", ip6("00000000000000000000ffff0a030001"), "PTR"),
                new Question("zone transfer", "cluster.local.", "AXFR"),
                new Question("zone transfer", "cluster.local.", "IXFR"),
                new Question("zone transfer, other zone", "example.org.", "AXFR"),
                new Question("other type", "1.0.3.10.in-addr.arpa.", "A"),
                new Question("other type", "1.0.3.10.in-addr.arpa.", "SRV"),
                new Question("other type", "1.0.3.10.in-addr.arpa.", "TXT"),
                new Question("service below a reverse zone", "nginx.default.svc.in-addr.arpa.", "A"),
                new Question("namespace below a reverse zone", "default.svc.in-addr.arpa.", "A"),
                new Question("apex", "in-addr.arpa.", "PTR"),
                new Question("apex", "in-addr.arpa.", "SOA"));
    }

    private static String ip6(String digits) {
        String reversed = new StringBuilder(digits).reverse().toString();
        return String.join(".", List.of(reversed.split("(?!^)"))) + ".ip6.arpa.";
    }

    private static Stream<Question> zone() {
        return Stream.of("A", "AAAA", "SRV", "SOA", "NS", "TXT", "MX", "CNAME", "PTR", "ANY")
                .flatMap(type -> Stream.of(
                        new Question("apex", "cluster.local.", type),
                        new Question("apex, mixed case", "Cluster.Local.", type),
                        new Question("services", "svc.cluster.local.", type),
                        new Question("pods", "pod.cluster.local.", type),
                        new Question("name server", "ns.dns.cluster.local.", type)))
                .filter(question -> nameServers().noneMatch(question::asksTheSame));
    }

    /** Questions for the server's own address. */
    static Stream<Question> nameServers() {
        return Stream.of(
                new Question("apex", "cluster.local.", "NS"),
                new Question("apex, mixed case", "Cluster.Local.", "NS"),
                new Question("apex, reverse zone", "ip6.arpa.", "NS"),
                new Question("name server", "ns.dns.cluster.local.", "A"));
    }

    private boolean asksTheSame(Question other) {
        return name.equals(other.name) && type.equals(other.type);
    }

    private static Stream<Question> sizes() {
        return Stream.of("one", "six", "seven", "large", "large6", "fits", "short")
                .flatMap(service -> Stream.of(
                        new Question("size", "_peer._tcp." + service + SVC, "SRV"),
                        new Question("size", service + SVC, "A"),
                        new Question("size", service + SVC, "AAAA")));
    }
}
