// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Serves the Redis Cluster as the application sees it. */
@Controller("/cluster")
@Tag(name = "cluster")
final class ClusterController {

    private final ClusterWatch watch;

    ClusterController(ClusterWatch watch) {
        this.watch = watch;
    }

    /** Shards, slots, roles, workers and lag. */
    @Get
    @Operation(summary = "The Redis Cluster: shards, hash slots, roles, workers and lag")
    ClusterReport cluster() {
        return watch.report();
    }
}
