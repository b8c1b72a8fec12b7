// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader.tcp;

import io.rollcall.discovery.Peer;
import io.rollcall.discovery.leader.Confirmation.Answer;
import io.rollcall.discovery.leader.Confirmation.Line;
import io.rollcall.discovery.leader.Confirmation.Question;
import io.rollcall.discovery.leader.Confirmation.Silent;
import io.rollcall.discovery.leader.Confirmation.Voter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One elector's listening socket and its outgoing questions. */
final class TcpLine implements Line {

    private static final Logger LOG = LoggerFactory.getLogger(TcpConfirmation.class);
    private static final AtomicInteger LINES = new AtomicInteger();
    /** More callers at a time are turned away: peers ask once every few seconds, each over in milliseconds. */
    private static final int MOST_CALLERS = 256;

    private final AsynchronousChannelGroup group;
    private final AsynchronousServerSocketChannel listening;
    private final Optional<InetAddress> own;
    private final int port;
    private final Duration timeout;
    private final Voter voter;
    private final AtomicInteger callers = new AtomicInteger();

    private TcpLine(
            AsynchronousChannelGroup group,
            AsynchronousServerSocketChannel listening,
            InetSocketAddress here,
            Optional<InetAddress> own,
            Duration timeout,
            Voter voter) {
        this.group = group;
        this.listening = listening;
        this.own = own;
        this.port = here.getPort();
        this.timeout = timeout;
        this.voter = voter;
    }

    static TcpLine open(InetSocketAddress here, Optional<InetAddress> own, Duration timeout, Voter voter)
            throws IOException {
        String name = "rollcall-confirmation-" + LINES.incrementAndGet();
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            AsynchronousServerSocketChannel listening = AsynchronousServerSocketChannel.open(group)
                    .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                    .bind(here);
            TcpLine line = new TcpLine(group, listening, here, own, timeout, voter);
            line.accept();
            return line;
        } catch (IOException e) {
            group.shutdownNow();
            throw e;
        }
    }

    @Override
    public CompletableFuture<Answer> ask(Peer peer, Question question) {
        InetSocketAddress there = new InetSocketAddress(peer.addresses().get(0), port);
        String whom = question.asked() + " at " + there.getAddress().getHostAddress() + ":" + port;
        AsynchronousSocketChannel channel;
        try {
            channel = AsynchronousSocketChannel.open(group);
            if (own.isPresent()) {
                channel.bind(new InetSocketAddress(own.get(), 0));
            }
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(new Silent(whom + " was not asked: " + e));
        }
        return Exchange.connect(channel, there)
                .thenCompose(connected -> Exchange.write(channel, Wire.line(question)))
                .thenCompose(written -> Exchange.read(channel))
                .thenApply(line -> Wire.answer(line, question))
                .completeOnTimeout(
                        new Silent(whom + " did not answer within " + timeout.toMillis() + " ms"),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS)
                .exceptionally(failure -> new Silent(whom + " could not be asked: " + Exchange.cause(failure)))
                .whenComplete((answer, never) -> Exchange.close(channel));
    }

    @Override
    public void close() {
        try {
            group.shutdownNow();
        } catch (IOException e) {
            LOG.debug("closing the confirmation's sockets failed", e);
        }
    }

    private void accept() {
        CompletableFuture<AsynchronousSocketChannel> unused = Exchange.accept(listening)
                .whenComplete((channel, failure) -> {
                    if (channel != null) {
                        serve(channel);
                    }
                    if (listening.isOpen() && !group.isShutdown()) {
                        if (failure != null) {
                            LOG.warn("a caller could not be accepted", failure);
                        }
                        accept();
                    }
                });
    }

    private void serve(AsynchronousSocketChannel channel) {
        if (callers.incrementAndGet() > MOST_CALLERS) {
            callers.decrementAndGet();
            Exchange.close(channel);
            return;
        }
        CompletableFuture<Void> unused = Exchange.read(channel)
                .thenCompose(line -> Exchange.write(channel, Wire.reply(line, voter)))
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((written, failure) -> {
                    callers.decrementAndGet();
                    Exchange.close(channel);
                    if (failure != null) {
                        LOG.debug("a caller got no answer: {}", Exchange.cause(failure));
                    }
                });
    }
}
