// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.rollcall.redis.report.HealthDocument;
import io.rollcall.redis.report.Json;
import io.rollcall.redis.report.PrestopDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The paths. What fails is 503, as probes and hooks understand it. They exist only where somebody answers them: another
 * application that has this library on its class path keeps its own.
 */
@Controller
@Requires(beans = ControllerApi.class)
@Produces(MediaType.APPLICATION_JSON)
class Endpoints {

    private final ControllerApi api;

    Endpoints(ControllerApi api) {
        this.api = api;
    }

    @Get("/health")
    HttpResponse<String> health() {
        return answer(api.health());
    }

    @Get("/health/liveness")
    HttpResponse<String> liveness() {
        return answer(api.liveness());
    }

    @Get("/health/readiness")
    HttpResponse<String> readiness() {
        return answer(api.readiness());
    }

    @Get("/status")
    HttpResponse<String> status() {
        return api.status()
                .map(document -> HttpResponse.ok(Json.write(document)))
                .orElseGet(() -> unavailable(api.readiness()));
    }

    @Get("/metrics")
    @Produces(MediaType.TEXT_PLAIN)
    String metrics() {
        return api.metrics().scrape();
    }

    @Get("/prestop")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> prestop(@QueryValue @Nullable String pod) throws InterruptedException {
        PrestopDocument document = api.prestop(Optional.ofNullable(pod));
        return document.done() ? HttpResponse.ok(Json.write(document)) : unavailable(document);
    }

    @Post("/prestop")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> prestopPosted(@QueryValue @Nullable String pod) throws InterruptedException {
        return prestop(pod);
    }

    private static HttpResponse<String> answer(HealthDocument document) {
        return document.status().equals("UP") ? HttpResponse.ok(Json.write(document)) : unavailable(document);
    }

    private static MutableHttpResponse<String> unavailable(Record document) {
        return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body(Json.write(document));
    }
}
