// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Ways to follow the peers of a service, each as its users have it. Whoever fails to look keeps what he knew. */
enum Follower {
    /** A watch with its defaults. */
    ROLLCALL {
        @Override
        AutoCloseable follow(InetSocketAddress server, HeadlessService service, Names names, MemberLog log) {
            DnsPeerDiscovery discovery = DnsPeerDiscovery.builder(service)
                    .nameservers(List.of(server))
                    .build();
            PeerWatch watch = discovery.watch(event ->
                    log.believes(event.view().peers().stream().map(Peer::name).collect(Collectors.toSet())));
            return () -> {
                watch.close();
                discovery.close();
            };
        }
    },
    /** What kubernetes/contrib's peer-finder does: SRV of the service's name every second, whole sets compared. */
    PEER_FINDER {
        @Override
        AutoCloseable follow(InetSocketAddress server, HeadlessService service, Names names, MemberLog log)
                throws IOException {
            SimpleResolver resolver = new SimpleResolver(server);
            return everySecond(
                    () -> ask(resolver, service, Type.SRV).stream()
                            .map(found -> ((SRVRecord) found).getTarget().getLabelString(0))
                            .collect(Collectors.toSet()),
                    log);
        }
    },
    /**
     * What {@code InetAddress.getAllByName} does, asked every second, with the JVM's default caches: 30 s for what was
     * found and 10 s for what was not (security properties networkaddress.cache.ttl and .negative.ttl). Modelled, because
     * the JVM's own resolver cannot be pointed at a port.
     */
    JVM_MODEL {
        @Override
        AutoCloseable follow(InetSocketAddress server, HeadlessService service, Names names, MemberLog log)
                throws IOException {
            SimpleResolver resolver = new SimpleResolver(server);
            JvmCache cache = new JvmCache(() -> {
                Set<String> found = ask(resolver, service, Type.A).stream()
                        .map(each -> names.apply(((ARecord) each).getAddress().getHostAddress()))
                        .collect(Collectors.toSet());
                // getaddrinfo asks for both families.
                ask(resolver, service, Type.AAAA);
                return found;
            });
            return everySecond(cache, log);
        }
    },
    /** Netty's resolver, asked for all addresses every second; its cache is on by default and keeps them for their TTL. */
    NETTY {
        @Override
        AutoCloseable follow(InetSocketAddress server, HeadlessService service, Names names, MemberLog log) {
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
            DnsNameResolver resolver = new DnsNameResolverBuilder(group.next())
                    .datagramChannelType(NioDatagramChannel.class)
                    .socketChannelType(NioSocketChannel.class)
                    .nameServerProvider(new SingletonDnsServerAddressStreamProvider(server))
                    .searchDomains(List.of())
                    .build();
            AutoCloseable polling = everySecond(
                    () -> {
                        Set<String> found = new HashSet<>();
                        for (InetAddress address :
                                resolver.resolveAll(service.domain()).get()) {
                            found.add(names.apply(address.getHostAddress()));
                        }
                        return found;
                    },
                    log);
            return () -> {
                polling.close();
                resolver.close();
                group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
            };
        }
    };

    /** Which pod has an address. */
    interface Names extends UnaryOperator<String> {}

    /** Follows until closed. */
    abstract AutoCloseable follow(InetSocketAddress server, HeadlessService service, Names names, MemberLog log)
            throws IOException;

    String figure() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<Record> ask(SimpleResolver resolver, HeadlessService service, int type) throws IOException {
        Name name = Name.fromString(service.domain());
        Message answer = resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
        if (answer.getRcode() != Rcode.NOERROR) {
            throw new IOException(Rcode.string(answer.getRcode()));
        }
        return answer.getSection(Section.ANSWER);
    }

    private static AutoCloseable everySecond(Callable<Set<String>> look, MemberLog log) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        log.believes(look.call());
                    } catch (Exception failed) {
                        // The next second tells more; what was known is kept.
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
        return () -> {
            thread.shutdownNow();
            thread.awaitTermination(10, TimeUnit.SECONDS);
        };
    }

    /** The JVM's cache of one name. Used by one thread. */
    private static final class JvmCache implements Callable<Set<String>> {
        private static final long POSITIVE = TimeUnit.SECONDS.toNanos(30);
        private static final long NEGATIVE = TimeUnit.SECONDS.toNanos(10);

        private final Callable<Set<String>> lookup;
        private Set<String> found = Set.of();
        private boolean failed;
        private boolean asked;
        private long until;

        JvmCache(Callable<Set<String>> lookup) {
            this.lookup = lookup;
        }

        @Override
        public Set<String> call() throws IOException {
            if (!asked || System.nanoTime() - until >= 0) {
                asked = true;
                try {
                    found = lookup.call();
                    failed = false;
                } catch (Exception e) {
                    failed = true;
                }
                until = System.nanoTime() + (failed ? NEGATIVE : POSITIVE);
            }
            if (failed) {
                throw new IOException("UnknownHostException, perhaps a cached one");
            }
            return found;
        }
    }
}
