// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.leader.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Steps of one connection as futures. */
final class Exchange {

    private Exchange() {}

    static CompletableFuture<AsynchronousSocketChannel> accept(AsynchronousServerSocketChannel listening) {
        return future(done -> listening.accept(null, done));
    }

    static CompletableFuture<Void> connect(AsynchronousSocketChannel channel, SocketAddress there) {
        return future(done -> channel.connect(there, null, done));
    }

    static CompletableFuture<Void> write(AsynchronousSocketChannel channel, String line) {
        return write(channel, ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** One line without its end. */
    static CompletableFuture<String> read(AsynchronousSocketChannel channel) {
        return read(channel, ByteBuffer.allocate(Wire.MOST_BYTES));
    }

    static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody is left to be told: the exchange has its result.
            return;
        }
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static CompletableFuture<Void> write(AsynchronousSocketChannel channel, ByteBuffer bytes) {
        return Exchange.<Integer>future(done -> channel.write(bytes, null, done))
                .thenCompose(count ->
                        bytes.hasRemaining() ? write(channel, bytes) : CompletableFuture.<Void>completedFuture(null));
    }

    private static CompletableFuture<String> read(AsynchronousSocketChannel channel, ByteBuffer bytes) {
        return Exchange.<Integer>future(done -> channel.read(bytes, null, done)).thenCompose(count -> {
            String text =
                    StandardCharsets.US_ASCII.decode(bytes.duplicate().flip()).toString();
            int end = text.indexOf('\n');
            if (end >= 0) {
                return CompletableFuture.completedFuture(text.substring(0, end));
            }
            if (count < 0) {
                return CompletableFuture.failedFuture(
                        new EOFException("the connection ended after " + bytes.position() + " bytes without a line"));
            }
            return bytes.hasRemaining()
                    ? read(channel, bytes)
                    : CompletableFuture.failedFuture(
                            new IOException("no line ended within " + Wire.MOST_BYTES + " bytes"));
        });
    }

    private static <T> CompletableFuture<T> future(Consumer<CompletionHandler<T, Object>> operation) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            operation.accept(new CompletionHandler<>() {
                @Override
                public void completed(T result, Object attachment) {
                    future.complete(result);
                }

                @Override
                public void failed(Throwable failure, Object attachment) {
                    future.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            // A channel or group that was closed meanwhile.
            future.completeExceptionally(e);
        }
        return future;
    }
}
