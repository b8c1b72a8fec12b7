// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.InetAddress;
import java.util.List;
import org.xbill.DNS.Name;

/**
 * One address of a pod that is served.
 *
 * @param label the pod's host name, or its dashed address
 * @param name the absolute name, {@code web-0.nginx.default.svc.cluster.local.}
 * @param ports at least one, {@link ServicePort#NONE} standing for none
 */
record Endpoint(String label, Name name, InetAddress address, List<ServicePort> ports) {}
