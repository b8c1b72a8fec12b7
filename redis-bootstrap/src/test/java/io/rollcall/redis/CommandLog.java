// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.resps.Slowlog;

/**
 * Every command that clients send to some servers. MONITOR tells them, apart from administrative ones, which it leaves out
 * (call in server.c); those are in the slow log, which is told to take everything for slow. What the servers send each
 * other does not count. Sends nothing itself between its beginning and {@link #sent()}.
 */
final class CommandLog implements AutoCloseable {

    /** Of these, none changes anything. */
    static final Set<String> READING =
            Set.of("info", "dbsize", "config|get", "cluster|info", "cluster|nodes", "command|info");

    private static final Set<String> WITH_SUBCOMMANDS =
            Set.of("cluster", "config", "command", "memory", "client", "slowlog");
    /** What the log itself sends, and what everybody may always send. */
    private static final Set<String> OTHERS =
            Set.of("monitor", "echo", "slowlog|reset", "slowlog|get", "client|setinfo", "auth");

    private static final Pattern MONITORED =
            Pattern.compile("[\\d.]+ \\[\\d+ (?:(.*):\\d+|lua|unix:.*)\\] \"([\\w-]+)\"(?: \"([^\"]*)\")?.*");
    /** More than any test sends. */
    private static final String MOST = "100000";

    private final List<Tap> taps = new ArrayList<>();
    private final Set<String> servers = new TreeSet<>();

    CommandLog(List<InetSocketAddress> addresses) {
        addresses.forEach(address -> servers.add(address.getAddress().getHostAddress()));
        addresses.forEach(address -> taps.add(new Tap(address)));
    }

    /** The names of all commands so far, as ACL rules have them: {@code config|get}. */
    Set<String> sent() {
        Set<String> names = new TreeSet<>();
        taps.forEach(tap -> names.addAll(tap.names()));
        names.removeAll(OTHERS);
        return names;
    }

    @Override
    public void close() {
        taps.forEach(Tap::close);
    }

    private static String name(String command, String subcommand) {
        String name = command.toLowerCase(Locale.ROOT);
        return WITH_SUBCOMMANDS.contains(name) ? name + "|" + subcommand.toLowerCase(Locale.ROOT) : name;
    }

    /** At one server. */
    private final class Tap {

        private final ConcurrentLinkedQueue<String> monitored = new ConcurrentLinkedQueue<>();
        private final Jedis control;
        private final Jedis monitor;
        private int fences;

        Tap(InetSocketAddress address) {
            control = Nodes.connect(address);
            monitor = Nodes.connect(address);
            control.configSet("slowlog-max-len", MOST);
            control.configSet("slowlog-log-slower-than", "0");
            Thread thread = new Thread(this::monitor, "monitor");
            thread.setDaemon(true);
            thread.start();
            fence();
            control.slowlogReset();
        }

        private void monitor() {
            try {
                monitor.monitor(new JedisMonitor() {
                    @Override
                    public void onCommand(String command) {
                        monitored.add(command);
                    }
                });
            } catch (JedisConnectionException closed) {
                // By close.
            }
        }

        /** What was sent before has come. */
        private void fence() {
            Awaitility.await("MONITOR").until(() -> {
                String mark = "fence " + fences++;
                control.echo(mark);
                return monitored.stream().anyMatch(line -> line.contains(mark));
            });
        }

        Set<String> names() {
            fence();
            Set<String> names = new TreeSet<>();
            for (String line : monitored) {
                Matcher matcher = MONITORED.matcher(line);
                if (!matcher.matches()) {
                    throw new IllegalStateException(line);
                }
                if (matcher.group(1) == null || !servers.contains(matcher.group(1))) {
                    names.add(name(matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3)));
                }
            }
            for (Slowlog entry : control.slowlogGet(Long.parseLong(MOST))) {
                if (!servers.contains(entry.getClientIpPort().getHost())) {
                    List<String> words = entry.getArgs();
                    names.add(name(words.get(0), words.size() > 1 ? words.get(1) : ""));
                }
            }
            return names;
        }

        void close() {
            monitor.close();
            control.close();
        }
    }
}
