// SPDX-License-Identifier: Apache-2.0
/**
 * The sample application: a StatefulSet that finds itself.
 *
 * <p>It looks up the peers of its own headless service on every request and serves what it saw at {@code /peers}, as
 * JSON; {@code /health} is for probes. {@link io.rollcall.sample.RollcallConfiguration} lists what it can be told.
 */
@NullMarked
package io.rollcall.sample;

import org.jspecify.annotations.NullMarked;
