// SPDX-License-Identifier: Apache-2.0
/**
 * CoreDNS itself as the oracle: the real server with its {@code kubernetes} plugin, fed by a small Kubernetes API. The
 * library must follow what happens there, and {@link io.rollcall.discovery.testing.HeadlessDns} must answer the same.
 */
@NullMarked
package io.rollcall.discovery.coredns;

import org.jspecify.annotations.NullMarked;
