// SPDX-License-Identifier: Apache-2.0
/**
 * Parts to test an application with that finds its peers through DNS.
 *
 * <p>{@link io.rollcall.discovery.testing.HeadlessDns} is an authoritative DNS server inside the process. It answers
 * over UDP and TCP on a loopback port the way CoreDNS answers for a Kubernetes cluster, and its pods come, go, move and
 * fail while it runs:
 *
 * <pre>{@code
 * try (HeadlessDns dns = HeadlessDns.start()) {
 *     Service redis = dns.service("redis", "demo").port("redis", 6379);
 *     redis.pod("redis-0", "127.10.0.1");
 *     redis.pod("redis-1", "127.10.0.2").ready(false);
 *
 *     // point the application's resolver at dns.address() and look up redis.domain()
 *
 *     assertThat(dns.queries().of("SRV")).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>The answers follow the Kubernetes DNS specification 1.1.0 and, where it is silent, CoreDNS 1.15 with its
 * {@code kubernetes} and {@code loadbalance} plugins as kubeadm configures them. No type of a DNS library shows.
 */
@NullMarked
package io.rollcall.discovery.testing;

import org.jspecify.annotations.NullMarked;
