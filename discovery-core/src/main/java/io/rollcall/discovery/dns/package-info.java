/**
 * The DNS engine: turns a {@link io.rollcall.discovery.HeadlessService} into its peers.
 *
 * <p>From the wire up: {@code EventLoop} is the one thread with its selector and timers; {@code UdpSockets} and
 * {@code TcpConnections} carry packets; an {@code Exchange} is one question to one server over one transport and ends
 * as one {@code Outcome}; {@code Nameservers} asks the servers in order and remembers the good one; {@code Enumeration}
 * goes down the ladder of questions; {@code Roster} turns records into peers and does no I/O. dnsjava is the codec, and
 * only this package imports it.
 *
 * <p>{@link io.rollcall.discovery.dns.DnsPeerDiscovery} is the way in. Everything else in here runs on the loop's
 * thread alone, so it needs no locks.
 */
@NullMarked
package io.rollcall.discovery.dns;

import org.jspecify.annotations.NullMarked;
