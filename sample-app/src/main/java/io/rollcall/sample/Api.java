// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.configuration.metrics.micrometer.prometheus.management.PrometheusEndpoint;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.openapi.annotation.OpenAPIInclude;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What the OpenAPI document says about the whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Rollcall sample application",
                        version = "0.1",
                        description = "Peers, leader and Redis Cluster as one pod of the application sees them.",
                        license = @License(name = "Apache-2.0")))
@OpenAPIInclude(
        classes = {HealthEndpoint.class, PrometheusEndpoint.class},
        tags = @Tag(name = "operations"))
final class Api {

    private Api() {}
}
