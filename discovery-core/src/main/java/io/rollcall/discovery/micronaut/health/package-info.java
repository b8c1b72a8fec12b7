// SPDX-License-Identifier: Apache-2.0
/**
 * Health of the peers for the probes of a pod, which exists where the application has {@code micronaut-management}.
 *
 * <ul>
 *   <li><em>Readiness</em> ({@code rollcall-peers}) is down until enough peers have been seen once
 *       ({@code rollcall.health.awaited}), and then stays up: were it to follow the view, one pod that is not ready would
 *       leave DNS, take the quorum of the others with it, and nobody would come back. The service must publish pods that are
 *       not ready ({@code publishNotReadyAddresses: true}), or nobody is ever listed for the first time.
 *   <li><em>Liveness</em> ({@code rollcall-watch}) does not depend on peers or DNS: it is down only if no lookup has ended,
 *       well or badly, for much longer than the settings allow, which a restart can mend and an outage of DNS is not.
 * </ul>
 */
@NullMarked
package io.rollcall.discovery.micronaut.health;

import org.jspecify.annotations.NullMarked;
