// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

/** How bad a finding is, in ascending order. */
enum Severity {
    /** Worth knowing. */
    NOTICE,
    /** Works worse than it should. */
    WARNING,
    /** Does not work. */
    ERROR
}
