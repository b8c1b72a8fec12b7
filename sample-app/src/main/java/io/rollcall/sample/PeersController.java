// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.rollcall.discovery.DiscoveryException;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Absent;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeerDiscovery;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Serves the peers. */
@Controller("/peers")
final class PeersController {

    private final PeerDiscovery discovery;
    private final InstantSource clock;

    PeersController(PeerDiscovery discovery, InstantSource clock) {
        this.discovery = discovery;
        this.clock = clock;
    }

    /** Looks now. 200 with a {@link PeersReport}, or 503 with a {@link Problem} if nobody is listed. */
    @Get
    CompletableFuture<HttpResponse<?>> peers() {
        return discovery.lookup().thenApply(this::respond);
    }

    @Error
    HttpResponse<?> undiscoverable(DiscoveryException problem) {
        return unavailable(Problem.of(domain(), String.valueOf(problem.getMessage()), List.of()));
    }

    private HttpResponse<?> respond(LookupResult result) {
        if (result instanceof Found found) {
            return HttpResponse.ok(PeersReport.of(found.view(), clock.instant()))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        String reason = result instanceof Absent
                ? "DNS lists no peer of " + domain()
                        + "; check service, namespace and cluster domain, and that its pods run: DNS cannot tell a"
                        + " missing service from one without ready pods"
                : "no nameserver gave a usable answer about " + domain()
                        + "; check that the nameservers are right and reachable";
        return unavailable(Problem.of(domain(), reason, result.evidence()));
    }

    private static HttpResponse<?> unavailable(Problem problem) {
        return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(problem)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private String domain() {
        return discovery.service().domain();
    }
}
