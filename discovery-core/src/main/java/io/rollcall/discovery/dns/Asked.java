// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.Evidence.Verdict;
import java.net.InetSocketAddress;
import java.time.Duration;

/** What was asked, of whom, and how. */
record Asked(Question question, InetSocketAddress server, Transport transport) {

    Evidence evidence(Verdict verdict, int bytes, Duration ttl, boolean whole) {
        return new Evidence(question.toString(), address(), transport.name(), verdict, bytes, ttl, whole);
    }

    @Override
    public String toString() {
        return question + " at " + address() + " over " + transport;
    }

    private String address() {
        String host = server.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
    }
}
