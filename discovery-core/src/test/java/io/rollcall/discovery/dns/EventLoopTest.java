// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    @Test
    void closedChannel_leavesTheSelectorAtOnce_soThatItsDescriptorIsFree() throws Exception {
        try (EventLoop loop = new EventLoop("loop", () -> {});
                DatagramChannel channel = DatagramChannel.open()) {
            CompletableFuture<Boolean> registered = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            loop.register(channel, SelectionKey.OP_READ, () -> {});
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        loop.close(channel);
                        return channel.isRegistered();
                    },
                    loop);

            assertThat(registered.get(5, TimeUnit.SECONDS)).isFalse();
        }
    }
}
