// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.leader;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Serves leadership and the leader's work. */
@Controller
@Tag(name = "leader")
final class LeaderController {

    private final LeaderLog log;
    private final CounterWatch counter;

    LeaderController(LeaderLog log, CounterWatch counter) {
        this.log = log;
        this.counter = counter;
    }

    /** Who leads by the view of this pod, why, in which epoch, and what was before. */
    @Get("/leader")
    @Operation(summary = "Leadership: state, reason, epoch and history")
    LeaderReport leader() {
        return log.report();
    }

    /** The counter that only a leader advances, and the terms in which it was. */
    @Get("/counter")
    @Operation(summary = "The counter that only the leader advances, with the epoch of each term")
    CounterReport counter() {
        return counter.report();
    }
}
