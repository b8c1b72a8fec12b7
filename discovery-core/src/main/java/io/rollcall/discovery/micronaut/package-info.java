// SPDX-License-Identifier: Apache-2.0
/**
 * Peers and leadership for a Micronaut application, from one dependency and {@code rollcall.*} settings. All of it is
 * optional: a program without Micronaut never loads a class of this package.
 *
 * <pre>{@code
 * # application.properties of orders, a StatefulSet of three; the pod finds out who it is and where its peers are
 * rollcall.expected-peers=3
 * rollcall.port-name=http
 * rollcall.leader.enabled=true
 * }</pre>
 *
 * <p>With {@code rollcall.expected-peers} set, and {@code rollcall.enabled} not {@code false}, these beans exist, each
 * unless the application has one of its own type:
 *
 * <ul>
 *   <li>{@link io.rollcall.discovery.PeerDiscovery} for {@link io.rollcall.discovery.identity.Identity the service of this
 *       process}, and an open {@link io.rollcall.discovery.PeerWatch} of it;
 *   <li>{@link io.rollcall.discovery.leader.LeaderElector}, if there is a bean of type
 *       {@link io.rollcall.discovery.leader.FencingTokens} or {@code rollcall.leader.enabled} is {@code true};
 *   <li>a {@code DiscoveryClient} and a {@code ServiceInstanceList}, so that {@code @Client("peers")} balances over the
 *       peers, answering from memory (see {@link io.rollcall.discovery.micronaut.client});
 *   <li>health indicators and meters, where the application has {@code micronaut-management} and Micrometer (see
 *       {@link io.rollcall.discovery.micronaut.health} and {@link io.rollcall.discovery.micronaut.metrics}).
 * </ul>
 *
 * <p>A wrong setting ends the start with a sentence about it; an unreachable DNS server does not: the watch goes on
 * asking. Events are {@link io.rollcall.discovery.micronaut.PeersChangedEvent},
 * {@link io.rollcall.discovery.micronaut.ViewStaleEvent}, {@link io.rollcall.discovery.micronaut.ViewFreshEvent} and
 * {@link io.rollcall.discovery.micronaut.LeaderChangedEvent}; {@link io.rollcall.discovery.micronaut.OnLeader} makes a
 * scheduled or event-listening method run on the leader only.
 *
 * <p>Nothing here uses reflection: all beans are made by code that was generated when this library was built.
 */
@NullMarked
package io.rollcall.discovery.micronaut;

import org.jspecify.annotations.NullMarked;
