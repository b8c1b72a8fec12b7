// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One TCP connection per server, shared by the questions to it and kept while it is healthy. A question whose connection
 * ends under it is sent once more over a new one: servers close idle connections, and that may cross a question.
 */
final class TcpConnections {

    private final EventLoop loop;
    private final RandomGenerator random;
    private final Map<InetSocketAddress, TcpConnection> open = new HashMap<>();

    TcpConnections(EventLoop loop, RandomGenerator random) {
        this.loop = loop;
        this.random = random;
    }

    void send(Exchange exchange) {
        InetSocketAddress server = exchange.asked().server();
        try {
            TcpConnection connection = open.get(server);
            if (connection == null) {
                connection = new TcpConnection(loop, random, server, this::ended);
                open.put(server, connection);
            }
            connection.send(exchange);
        } catch (IOException | RuntimeException e) {
            exchange.unreachable(String.valueOf(e.getMessage()));
        }
    }

    private void ended(TcpConnection connection, Collection<Exchange> unanswered, String reason) {
        open.remove(connection.server(), connection);
        for (Exchange exchange : unanswered) {
            if (connection.wasOpen() && exchange.mayResend()) {
                send(exchange);
            } else {
                exchange.unreachable(reason);
            }
        }
    }
}
