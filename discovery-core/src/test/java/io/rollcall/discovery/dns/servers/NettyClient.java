// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

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
import io.rollcall.discovery.dns.servers.Client.Seen;
import io.rollcall.discovery.dns.servers.Published.Families;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Netty's resolver, on which Vert.x, Reactor and Armeria build. */
final class NettyClient {

    private NettyClient() {}

    static Set<Seen> peers(Published service, InetSocketAddress server)
            throws InterruptedException, ExecutionException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (DnsNameResolver resolver = new DnsNameResolverBuilder(group.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .nameServerProvider(new SingletonDnsServerAddressStreamProvider(server))
                .resolvedAddressTypes(
                        service.families() == Families.DUAL
                                ? ResolvedAddressTypes.IPV4_PREFERRED
                                : ResolvedAddressTypes.IPV4_ONLY)
                .completeOncePreferredResolved(false)
                .searchDomains(List.of())
                .build()) {
            Set<Seen> peers = new HashSet<>();
            List<DnsRecord> records = resolver.resolveAll(new DefaultDnsQuestion(service.srvName(), DnsRecordType.SRV))
                    .get();
            try {
                for (DnsRecord found : records) {
                    ByteBuf data = ((DnsRawRecord) found).content();
                    data.skipBytes(2 * Short.BYTES);
                    int port = data.readUnsignedShort();
                    String target = DefaultDnsRecordDecoder.decodeName(data);
                    peers.add(Seen.of(target, port, resolver.resolveAll(target).get()));
                }
            } finally {
                records.forEach(ReferenceCountUtil::release);
            }
            return peers;
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
        }
    }
}
