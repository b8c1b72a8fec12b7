// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.monitor;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Serves what the write monitor has seen. */
@Controller("/writes")
@Tag(name = "writes")
final class MonitorController {

    private final WriteMonitor monitor;

    MonitorController(WriteMonitor monitor) {
        this.monitor = monitor;
    }

    /** The sums since the start, and the last three minutes second by second. */
    @Get
    @Operation(summary = "The write monitor: acknowledged, failed, lost, longest gap")
    WritesReport writes() {
        return monitor.report(WriteMonitor.SECONDS);
    }
}
