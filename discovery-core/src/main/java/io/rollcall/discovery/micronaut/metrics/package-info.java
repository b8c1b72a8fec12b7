// SPDX-License-Identifier: Apache-2.0
/**
 * Meters, which exist where the application has a {@code MeterRegistry}.
 *
 * <table>
 * <caption>Meters; all carry the tag {@code service}, the absolute name</caption>
 * <thead><tr><th>name</th><th>kind</th><th>meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code rollcall.lookup}</td><td>timer</td><td>lookups and how long they took, by {@code outcome}: {@code found},
 *     {@code absent}, {@code failed}</td></tr>
 * <tr><td>{@code rollcall.peer.changes}</td><td>counter</td><td>by {@code kind}: {@code joined}, {@code left},
 *     {@code readdressed}, {@code recycled}, {@code stale}, {@code fresh}</td></tr>
 * <tr><td>{@code rollcall.view.peers}</td><td>gauge</td><td>peers in the view</td></tr>
 * <tr><td>{@code rollcall.view.expected}</td><td>gauge</td><td>how many there should be</td></tr>
 * <tr><td>{@code rollcall.view.missing}</td><td>gauge</td><td>configured ordinals that no peer carries</td></tr>
 * <tr><td>{@code rollcall.view.stale}</td><td>gauge</td><td>1 while the view comes from memory only, else 0</td></tr>
 * <tr><td>{@code rollcall.view.age}</td><td>gauge, s</td><td>since the newest good answer</td></tr>
 * <tr><td>{@code rollcall.view.ttl}</td><td>gauge, s</td><td>the TTL of that answer</td></tr>
 * <tr><td>{@code rollcall.leader.state}</td><td>gauge</td><td>by {@code state}: {@code leader}, {@code follower},
 *     {@code undecided}, {@code forbidden}; 1 for the one that is, else 0</td></tr>
 * <tr><td>{@code rollcall.leader.epoch}</td><td>gauge</td><td>the fenced epoch while this process leads, else 0</td></tr>
 * </tbody>
 * </table>
 */
@NullMarked
package io.rollcall.discovery.micronaut.metrics;

import org.jspecify.annotations.NullMarked;
