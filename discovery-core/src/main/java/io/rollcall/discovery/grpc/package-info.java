// SPDX-License-Identifier: Apache-2.0
/**
 * For gRPC, which the application brings: targets of the scheme {@code rollcall} are the peers of a headless service, kept
 * fresh by a watch.
 *
 * <pre>{@code
 * ManagedChannelBuilder.forTarget("rollcall:///orders?port-name=grpc").defaultLoadBalancingPolicy("round_robin")
 * }</pre>
 *
 * <p>{@code rollcall://[nameserver[:port]]/service[:port][?port-name=name]}: the service as
 * {@link io.rollcall.discovery.identity.OtherService} says; the port of peers that DNS gives none for; the name of the port to
 * ask for. {@link io.rollcall.discovery.grpc.RollcallNameResolverProvider} is found by gRPC itself.
 */
@NullMarked
package io.rollcall.discovery.grpc;

import org.jspecify.annotations.NullMarked;
