// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * 500 readers of {@code /events}, 50 of which never read, and what they do to memory and to the write monitor; at last
 * with clients that write beside them, as fast as they are answered, in the memory of a container of 512 MB.
 */
final class ReaderFigures {

    private static final int READERS = 500;
    private static final int SLOW = 50;
    private static final int SMALL_BUFFER = 4_096;
    private static final long QUIET_SECONDS = 20;
    private static final long LOOK_SECONDS = 5;
    private static final long BUSY_SECONDS = 20;
    private static final int WRITERS = 4;
    private static final int CONTAINER_MB = 512;

    private ReaderFigures() {}

    static void run() throws Exception {
        try (DemoCluster cluster = DemoCluster.formed();
                AppUnderTest app = new AppUnderTest(cluster).start();
                Selector selector = Selector.open()) {
            app.awaitReady();
            app.awaitWhole();
            long most = Benchmarks.time("sse", "6m").toSeconds();
            JsonObject start = app.json("/writes");
            rest(QUIET_SECONDS);
            JsonObject quiet = app.json("/writes");
            double before = liveHeap(app.pid());

            List<SocketChannel> channels = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                channels.add(connect(app.port(), i < SLOW, selector));
            }
            AtomicLong bytes = new AtomicLong();
            Thread reader = new Thread(() -> read(selector, bytes), "bench-readers");
            reader.setDaemon(true);
            reader.start();
            long begin = System.nanoTime();
            String metrics = untilDropped(app, most);
            double seconds = (System.nanoTime() - begin) / 1e9;
            JsonObject loud = app.json("/writes");
            Benchmarks.print("sample.sse500.heap-mb", liveHeap(app.pid()), "MB");
            Benchmarks.print("sample.sse500.heap-before-mb", before, "MB");
            Benchmarks.print("sample.sse500.rss-mb", peakResident(app.pid()), "MB");
            Benchmarks.print("sample.sse500.slow-readers", SLOW, "readers");
            Benchmarks.print("sample.sse500.dropped", meter(metrics, "sample_feed_dropped_total"), "readers");
            Benchmarks.print("sample.sse500.dropped-after.seconds", seconds, "s");
            Benchmarks.print("sample.sse500.readers-left", meter(metrics, "sample_feed_readers"), "readers");
            Benchmarks.print("sample.sse500.received-mb", bytes.get() / 1e6, "MB");
            WriteWindow.of(start, quiet, QUIET_SECONDS).print("sample.sse500.without");
            WriteWindow.of(quiet, loud, seconds).print("sample.sse500.with");

            Benchmarks.print("sample.memory.puts", KeyWriters.run(app.page(), WRITERS, BUSY_SECONDS), "writes");
            double peak = peakResident(app.pid());
            Benchmarks.print("sample.memory.peak-mb", peak, "MB");
            Benchmarks.print("sample.memory.container-mb", CONTAINER_MB, "MB");
            if (peak > CONTAINER_MB) {
                throw new IllegalStateException("the application took " + peak + " MB of " + CONTAINER_MB);
            }
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    /** Lets readers read until all slow ones were dropped, or for so long at most; says what the meters say then. */
    private static String untilDropped(AppUnderTest app, long mostSeconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(mostSeconds);
        while (true) {
            rest(LOOK_SECONDS);
            String metrics = app.text("/prometheus");
            if (meter(metrics, "sample_feed_dropped_total") >= SLOW || System.nanoTime() - end > 0) {
                return metrics;
            }
        }
    }

    private static SocketChannel connect(int port, boolean slow, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (slow) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        if (!slow) {
            channel.register(selector, SelectionKey.OP_READ);
        }
        return channel;
    }

    private static void read(Selector selector, AtomicLong bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    try {
                        buffer.clear();
                        int count = ((SocketChannel) key.channel()).read(buffer);
                        bytes.addAndGet(Math.max(0, count));
                        if (count < 0) {
                            key.cancel();
                        }
                    } catch (IOException closed) {
                        key.cancel();
                    }
                });
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException over) {
            // The benchmark has ended.
        }
    }

    /** What is reachable after a full collection, from the histogram's last line. */
    private static double liveHeap(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String total = text.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.strip().split("\\s+", -1)[2]) / 1e6;
    }

    private static double peakResident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1e3;
    }

    private static long meter(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static void rest(long seconds) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
