// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import io.rollcall.discovery.PeerId;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What to prepare.
 *
 * @param pod who we are
 * @param ip the address that DNS is to list for us; empty to take what it lists
 * @param worker the worker node
 * @param zone the zone
 * @param out where the fragments go
 * @param nodesConf the server's {@code nodes.conf}, which need not exist
 * @param data the server's folder
 * @param startEmpty whether an empty master may start although replicas may lose their keys by it
 * @param deadline the longest time for everything
 */
public record PrepareOptions(
        PeerId pod,
        Optional<InetAddress> ip,
        Optional<String> worker,
        Optional<String> zone,
        Path out,
        Path nodesConf,
        Path data,
        boolean startEmpty,
        Duration deadline) {}
