// SPDX-License-Identifier: Apache-2.0
/**
 * For Pekko Discovery, which the application brings: the method {@code rollcall}, with which Cluster Bootstrap forms a
 * cluster.
 *
 * <pre>{@code
 * pekko.management.cluster.bootstrap.contact-point-discovery {
 *   discovery-method = rollcall
 *   service-name = orders
 *   port-name = management
 * }
 * }</pre>
 *
 * <p>{@code pekko.discovery.rollcall.nameservers} names other DNS servers than those of {@code /etc/resolv.conf}.
 */
@NullMarked
package io.rollcall.discovery.pekko;

import org.jspecify.annotations.NullMarked;
