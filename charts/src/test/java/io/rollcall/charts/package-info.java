// SPDX-License-Identifier: Apache-2.0
/** Lints and renders the charts with the Helm that helm-java embeds, and reads what came out as YAML. */
@NullMarked
package io.rollcall.charts;

import org.jspecify.annotations.NullMarked;
