// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.InetAddress;
import java.util.List;

/** Decides what happens to a message. Called by one thread; must neither block nor throw. */
@FunctionalInterface
interface MessageHandler {

    List<Delivery> handle(byte[] message, Transport transport, InetAddress client);
}
