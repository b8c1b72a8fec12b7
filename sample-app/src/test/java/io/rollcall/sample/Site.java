// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.core.type.Argument;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The running application as a client sees it. */
record Site(EmbeddedServer server, ObjectMapper json) {

    /** An answer with a JSON object as its body. */
    record Page(int status, Map<String, Object> body) {
        List<Object> list(String key) {
            return List.copyOf((List<?>) body.get(key));
        }
    }

    /** A test's DNS server as the setting is written. */
    static String nameserver(HeadlessDns dns) {
        InetSocketAddress address = dns.address();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    Page get(String path) {
        return send(request(path).build(), path);
    }

    Page put(String path, String text) {
        return send(
                request(path)
                        .header("Content-Type", "text/plain")
                        .PUT(HttpRequest.BodyPublishers.ofString(text))
                        .build(),
                path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.getURI().resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private Page send(HttpRequest request, String path) {
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return new Page(
                    response.statusCode(), json.readValue(response.body(), Argument.mapOf(String.class, Object.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + path, e);
        }
    }
}
