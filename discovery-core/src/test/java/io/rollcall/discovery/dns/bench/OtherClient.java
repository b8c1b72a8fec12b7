// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.discovery.Discovery;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery.Resolved;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;

/** Other ways to learn the peers of a service, each as its users write it. */
enum OtherClient {
    /** Netty's resolver, on which Vert.x and so Stork build: SRV, then the addresses of each target. */
    NETTY {
        @Override
        int addressedPeers(String srvName, InetSocketAddress server) throws Exception {
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
            try (DnsNameResolver resolver = new DnsNameResolverBuilder(group.next())
                    .datagramChannelType(NioDatagramChannel.class)
                    .socketChannelType(NioSocketChannel.class)
                    .nameServerProvider(new SingletonDnsServerAddressStreamProvider(server))
                    .resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY)
                    .searchDomains(List.of())
                    .build()) {
                List<DnsRecord> records = resolver.resolveAll(new DefaultDnsQuestion(srvName, DnsRecordType.SRV))
                        .get();
                try {
                    int peers = 0;
                    for (DnsRecord found : records) {
                        ByteBuf data = ((DnsRawRecord) found).content();
                        String target = DefaultDnsRecordDecoder.decodeName(data.skipBytes(PRIORITY_WEIGHT_AND_PORT));
                        peers += resolver.resolveAll(target).get().size();
                    }
                    return peers;
                } finally {
                    records.forEach(ReferenceCountUtil::release);
                }
            } finally {
                group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
            }
        }
    },
    /** dnsjava's lookup session: SRV, then the addresses of each target. */
    LOOKUPSESSION {
        @Override
        int addressedPeers(String srvName, InetSocketAddress server) throws Exception {
            LookupSession session =
                    LookupSession.builder().resolver(new SimpleResolver(server)).build();
            int peers = 0;
            for (Record found : records(session, Name.fromString(srvName), Type.SRV)) {
                peers += records(session, ((SRVRecord) found).getTarget(), Type.A)
                        .size();
            }
            return peers;
        }

        private List<Record> records(LookupSession session, Name name, int type) {
            return session.lookupAsync(name, type).toCompletableFuture().join().getRecords();
        }
    },
    /** Pekko Discovery with its DNS method, by which Pekko forms clusters: one lookup of the library's own. */
    PEKKO {
        @Override
        int addressedPeers(String srvName, InetSocketAddress server) throws Exception {
            Duration deadline = Duration.ofSeconds(10);
            ActorSystem system = ActorSystem.create("peers", pekkoAsking(server));
            try {
                Resolved resolved = Discovery.get(system)
                        .discovery()
                        .lookup(Lookup.parseSrv(srvName.substring(0, srvName.length() - 1)), deadline)
                        .toCompletableFuture()
                        .get(2 * deadline.toSeconds(), TimeUnit.SECONDS);
                return (int) resolved.getAddresses().stream()
                        .filter(target -> target.getAddress().isPresent())
                        .count();
            } finally {
                system.terminate();
                system.getWhenTerminated().toCompletableFuture().get(deadline.toSeconds(), TimeUnit.SECONDS);
            }
        }

        private Config pekkoAsking(InetSocketAddress server) {
            return ConfigFactory.parseString("""
                            pekko {
                              loglevel = OFF
                              stdout-loglevel = OFF
                              discovery.method = pekko-dns
                              io.dns.resolver = async-dns
                              io.dns.async-dns {
                                nameservers = ["%s:%d"]
                                search-domains = []
                                ndots = 1
                              }
                            }
                            """.formatted(server.getAddress().getHostAddress(), server.getPort()))
                    .withFallback(ConfigFactory.load());
        }
    };

    private static final int PRIORITY_WEIGHT_AND_PORT = 6;

    /** How many peers it finds with an IPv4 address. */
    abstract int addressedPeers(String srvName, InetSocketAddress server) throws Exception;

    String figure() {
        return name().toLowerCase(Locale.ROOT);
    }
}
