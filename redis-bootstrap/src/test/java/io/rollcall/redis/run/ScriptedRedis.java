// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Speaks RESP2 and answers each command as a script says; for servers that cannot be run here. */
final class ScriptedRedis implements AutoCloseable {

    private final ServerSocket socket;
    private final Function<String, String> script;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /**
     * A server on a free port of the loopback.
     *
     * @param script from a command, its words joined by spaces, to the answer on the wire
     */
    ScriptedRedis(Function<String, String> script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        Thread thread = new Thread(this::accept, "scripted-redis");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What was asked, in order. */
    List<String> commands() {
        return commands;
    }

    /** A bulk string. */
    static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    /** An array of answers. */
    static String array(String... answers) {
        return "*" + answers.length + "\r\n" + String.join("", answers);
    }

    /** A map, which is a flat array in RESP2. */
    static String map(String... words) {
        List<String> bulks = new ArrayList<>();
        for (String word : words) {
            bulks.add(bulk(word));
        }
        return array(bulks.toArray(String[]::new));
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client), "scripted-redis-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = client.getOutputStream();
            for (String head = in.readLine(); head != null; head = in.readLine()) {
                List<String> words = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(head.substring(1)); i++) {
                    in.readLine();
                    words.add(in.readLine());
                }
                String command = String.join(" ", words);
                commands.add(command);
                out.write(script.apply(command).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException gone) {
            // The client has what it wanted.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
