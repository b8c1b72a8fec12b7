// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** The server of the long-running mode. Thread-safe. */
public final class HttpServer implements AutoCloseable {

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private HttpServer(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * Begins to serve.
     *
     * @param host the address to listen on
     * @param port the port; 0 for any that is free
     * @param api what is served
     * @throws IllegalArgumentException if it cannot listen there
     */
    public static HttpServer start(String host, int port, ControllerApi api) {
        // Everything that the program takes from its environment, it takes itself.
        ApplicationContext context = ApplicationContext.builder()
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .banner(false)
                .properties(Map.of(
                        "micronaut.server.host",
                        host,
                        "micronaut.server.port",
                        port == 0 ? -1 : port,
                        "rollcall.enabled",
                        false))
                .singletons(api)
                .start();
        try {
            return new HttpServer(context, context.getBean(EmbeddedServer.class).start());
        } catch (RuntimeException problem) {
            context.close();
            Throwable cause = problem;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IllegalArgumentException(
                    "cannot serve HTTP on " + host + ":" + port + ": " + cause.getMessage()
                            + "; choose with --http-host and --http-port",
                    problem);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
