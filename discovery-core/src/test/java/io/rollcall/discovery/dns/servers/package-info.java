// SPDX-License-Identifier: Apache-2.0
/**
 * Rollcall against DNS servers and resolvers that others wrote: BIND, Knot, Unbound and dnsmasq as Debian ships them, JNDI,
 * Netty's resolver and Pekko Discovery. Every server is a process of the test that listens on loopback alone.
 */
@NullMarked
package io.rollcall.discovery.dns.servers;

import org.jspecify.annotations.NullMarked;
