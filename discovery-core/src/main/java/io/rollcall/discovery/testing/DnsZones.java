// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import io.rollcall.discovery.testing.Match.Alias;
import io.rollcall.discovery.testing.Match.AtAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Answers one question from one snapshot, the way CoreDNS's kubernetes plugin does (plugin/kubernetes/handler.go,
 * plugin/backend_lookup.go). Pure: the same question on the same snapshot has the same reply, in the same order.
 */
final class DnsZones {

    private static final Name IPV4_REVERSE = Name.fromConstantString("in-addr.arpa.");
    private static final Name IPV6_REVERSE = Name.fromConstantString("ip6.arpa.");
    private static final Name NAME_SERVER = Name.fromConstantString("ns.dns");
    private static final Name HOSTMASTER = Name.fromConstantString("hostmaster");
    private static final Name SCHEMA_VERSION = Name.fromConstantString("dns-version");
    private static final long SCHEMA_VERSION_TTL = 28_800;
    /** plugin/backend_lookup.go, SOA. */
    private static final long LONGEST_SOA_TTL = 300;
    /** plugin/backend_lookup.go, maxCnameChainLength. */
    private static final int LONGEST_CHAIN = 10;

    private final ZoneSnapshot snapshot;
    private final long ttl;
    /** The zone's part of the asked name, in its letter case. */
    private final Name zone;

    /** What makes an SRV record, and a glue record, one of a kind. */
    private record Target(Name owner, int port) {}

    private record Glue(Name owner, InetAddress address) {}

    private DnsZones(ZoneSnapshot snapshot, Name zone) {
        this.snapshot = snapshot;
        this.ttl = snapshot.ttl().toSeconds();
        this.zone = zone;
    }

    /** Whether the name is in one of the zones, and so comes as far as the plugins. */
    static boolean serves(Name name, Name clusterDomain) {
        return Stream.of(clusterDomain, IPV4_REVERSE, IPV6_REVERSE).anyMatch(name::subdomain);
    }

    /** The reply; REFUSED outside of the cluster domain and the reverse zones. */
    static Reply answer(Name name, int type, ZoneSnapshot snapshot) {
        for (Name zone : List.of(snapshot.clusterDomain(), IPV4_REVERSE, IPV6_REVERSE)) {
            if (name.subdomain(zone)) {
                return new DnsZones(snapshot, new Name(name, name.labels() - zone.labels())).answer(name, type);
            }
        }
        return Reply.error(Rcode.REFUSED);
    }

    private Reply answer(Name name, int type) {
        return switch (type) {
            case Type.A, Type.AAAA -> reply(addresses(name, type, List.of()));
            case Type.SRV -> services(name);
            case Type.PTR -> reply(pointers(name));
            case Type.CNAME -> reply(findOrServer(name).map(matches -> alias(name, matches)));
            case Type.TXT -> reply(texts(name));
            // A quirk kept: SOA of a name that does not exist is NODATA.
            case Type.SOA -> reply(Optional.of(name.equals(zone) ? List.of(soa()) : List.of()));
            case Type.NS -> name.equals(zone) ? nameServers() : reply(noData(name));
            case Type.AXFR, Type.IXFR -> Reply.error(Rcode.REFUSED);
            default -> reply(noData(name));
        };
    }

    private Reply reply(Optional<List<Record>> records) {
        if (records.isEmpty()) {
            return Reply.negative(Rcode.NXDOMAIN, soa());
        }
        return records.get().isEmpty() ? Reply.negative(Rcode.NOERROR, soa()) : Reply.of(records.get(), List.of());
    }

    private Optional<List<Match>> find(Name name) {
        return ServiceLookup.find(name, zone, snapshot);
    }

    private Optional<List<Match>> findOrServer(Name name) {
        return name.equals(under(NAME_SERVER)) ? Optional.of(List.of()) : find(name);
    }

    private Optional<List<Record>> noData(Name name) {
        return addresses(name, Type.A, List.of()).map(found -> List.of());
    }

    private Optional<List<Record>> addresses(Name name, int type, List<Record> chain) {
        if (name.equals(under(NAME_SERVER))) {
            return Optional.of(addressRecords(name, type, Set.of(snapshot.server())));
        }
        return find(name).map(matches -> {
            if (!matches.isEmpty() && matches.get(0) instanceof Alias alias) {
                return follow(new CNAMERecord(name, DClass.IN, ttl, alias.target()), type, chain);
            }
            Set<InetAddress> distinct = new LinkedHashSet<>();
            for (Match match : matches) {
                if (match instanceof AtAddress at) {
                    distinct.add(at.address());
                }
            }
            return addressRecords(name, type, distinct);
        });
    }

    private List<Record> follow(CNAMERecord link, int type, List<Record> chain) {
        if (link.getTarget().equals(link.getName()) || chain.contains(link) || chain.size() > LONGEST_CHAIN) {
            return List.of();
        }
        if (!link.getTarget().subdomain(zone)) {
            return List.of(link);
        }
        List<Record> longer = new ArrayList<>(chain);
        longer.add(link);
        List<Record> found = addresses(link.getTarget(), type, longer).orElse(List.of());
        if (found.isEmpty()) {
            return List.of();
        }
        List<Record> records = new ArrayList<>(List.of(link));
        records.addAll(found);
        return records;
    }

    private List<Record> addressRecords(Name owner, int type, Set<InetAddress> addresses) {
        List<Record> records = new ArrayList<>(addresses.size());
        for (InetAddress address : addresses) {
            if (address instanceof Inet4Address == (type == Type.A)) {
                records.add(address(owner, address));
            }
        }
        return records;
    }

    private Record address(Name owner, InetAddress address) {
        return address instanceof Inet4Address
                ? new ARecord(owner, DClass.IN, ttl, address)
                : new AAAARecord(owner, DClass.IN, ttl, address);
    }

    private Reply services(Name name) {
        Optional<List<Match>> found = findOrServer(name);
        if (found.isEmpty()) {
            return reply(Optional.empty());
        }
        List<Match> matches = found.get();
        // Each match weighs 100; the floor of its share, at least 1 (plugin/backend_lookup.go, SRV).
        int weight = Math.max(1, 100 / Math.max(1, matches.size()));
        List<Record> targets = new ArrayList<>(matches.size());
        List<Record> glue = new ArrayList<>(matches.size());
        Set<Target> knownTargets = new HashSet<>();
        Set<Glue> knownGlue = new HashSet<>();
        for (Match match : matches) {
            if (match instanceof AtAddress at && at.port().isReal()) {
                int port = at.port().number();
                if (knownTargets.add(new Target(at.owner(), port))) {
                    targets.add(new SRVRecord(name, DClass.IN, ttl, 0, weight, port, at.owner()));
                }
                if (knownGlue.add(new Glue(at.owner(), at.address()))) {
                    glue.add(address(at.owner(), at.address()));
                }
            }
        }
        return targets.isEmpty() ? reply(Optional.of(List.of())) : Reply.of(targets, glue);
    }

    private Optional<List<Record>> pointers(Name name) {
        Optional<InetAddress> address = PointerLookup.address(name);
        if (address.isEmpty()) {
            return find(name).map(matches -> List.of());
        }
        List<Record> records = new ArrayList<>();
        for (Name owner : PointerLookup.owners(address.get(), snapshot)) {
            records.add(new PTRRecord(name, DClass.IN, ttl, owner));
        }
        return records.isEmpty() ? Optional.empty() : Optional.of(records);
    }

    private List<Record> alias(Name name, List<Match> matches) {
        return !matches.isEmpty() && matches.get(0) instanceof Alias alias
                ? List.of(new CNAMERecord(name, DClass.IN, ttl, alias.target()))
                : List.of();
    }

    /** The one text there is, the schema's version; a name with anything else exists, any other does not. */
    private Optional<List<Record>> texts(Name name) {
        if (name.equals(under(SCHEMA_VERSION))) {
            return Optional.of(List.of(new TXTRecord(name, DClass.IN, SCHEMA_VERSION_TTL, "1.1.0")));
        }
        return find(name).filter(matches -> !matches.isEmpty()).map(matches -> List.of());
    }

    private Reply nameServers() {
        Name server = under(NAME_SERVER);
        return Reply.of(
                List.of(new NSRecord(zone, DClass.IN, ttl, server)), List.of(address(server, snapshot.server())));
    }

    private SOARecord soa() {
        long soaTtl = Math.min(ttl, LONGEST_SOA_TTL);
        return new SOARecord(
                zone,
                DClass.IN,
                soaTtl,
                under(NAME_SERVER),
                under(HOSTMASTER),
                snapshot.serial(),
                7200,
                1800,
                86_400,
                /* minimum= */ ttl);
    }

    private Name under(Name label) {
        return DnsLabel.absolute("name", label + "." + zone);
    }
}
