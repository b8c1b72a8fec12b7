// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three gRPC servers, each at the address of a pod, and a channel whose resolver gRPC found by itself. */
class RollcallTargetIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT = 9090;
    private static final MethodDescriptor<String, String> WHO = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("orders.Orders/Who")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
    private final Service orders = dns.service("orders", "shop").port("grpc", PORT);
    private final List<Server> servers = new ArrayList<>();

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void threePods() throws IOException {
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            String address = "127.143.0." + (ordinal + 1);
            String name = "orders-" + ordinal;
            servers.add(NettyServerBuilder.forAddress(new InetSocketAddress(address, PORT))
                    .addService(ServerServiceDefinition.builder("orders.Orders")
                            .addMethod(WHO, ServerCalls.asyncUnaryCall((request, answer) -> answer(name, answer)))
                            .build())
                    .build()
                    .start());
            orders.pod(name, address);
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::shutdownNow);
        dns.close();
    }

    @Test
    void channel_takesTurnsAmongThePeersAndFollowsThem() {
        ManagedChannel channel = channel("orders.shop.svc.cluster.local?port-name=grpc");
        try {
            await().atMost(PATIENCE)
                    .until(() -> answering(channel), Set.of("orders-0", "orders-1", "orders-2")::equals);
            assertThat(channel.authority()).isEqualTo("orders.shop.svc.cluster.local");

            orders.removePod("orders-1");

            await().atMost(PATIENCE).until(() -> answering(channel), Set.of("orders-0", "orders-2")::equals);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void nobodyListed_failsWithWhatDnsSaid() {
        ManagedChannel channel = channel("payments.shop.svc.cluster.local");
        try {
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, WHO, CallOptions.DEFAULT, ""))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAVAILABLE")
                    .hasMessageContaining("no peer of payments.shop.svc.cluster.local. is known")
                    .hasMessageContaining("NX_DOMAIN");
        } finally {
            channel.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollcall:///a.b/c",
                "rollcall:///a.b?port=grpc",
                "rollcall:///a.b?port-name=",
                "rollcall://ns.example/a.b",
                "rollcall:///a_b.c",
                "rollcall:///"
            })
    void wrongTarget_isRefusedWithHowToWriteIt(String target) {
        assertThatThrownBy(() -> ManagedChannelBuilder.forTarget(target).build())
                .hasStackTraceContaining("write rollcall://[nameserver[:port]]/service[:port][?port-name=name]");
    }

    private ManagedChannel channel(String service) {
        String nameserver = dns.address().getAddress().getHostAddress() + ":"
                + dns.address().getPort();
        return ManagedChannelBuilder.forTarget("rollcall://" + nameserver + "/" + service)
                .defaultLoadBalancingPolicy("round_robin")
                .usePlaintext()
                .build();
    }

    private static Set<String> answering(ManagedChannel channel) {
        return IntStream.range(0, 12)
                .mapToObj(i -> ClientCalls.blockingUnaryCall(channel, WHO, CallOptions.DEFAULT.withWaitForReady(), ""))
                .collect(Collectors.toSet());
    }

    private static void answer(String name, StreamObserver<String> answer) {
        answer.onNext(name);
        answer.onCompleted();
    }
}
