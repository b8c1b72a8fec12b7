// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.regex.Pattern;

/**
 * One port of an endpoint.
 *
 * @param name empty for an unnamed port
 * @param protocol lower-case, empty for the stand-in of an endpoint without ports
 * @param number 1 to 65535, or {@link #NONE}
 */
record ServicePort(String name, String protocol, int number) {

    /** CoreDNS, plugin/kubernetes/object, endpoint.go and service.go: what has no ports still has addresses to answer. */
    static final ServicePort NONE = new ServicePort("", "", -1);

    /** IANA service name (RFC 6335, section 5.1), which Kubernetes asks of a port's name. */
    private static final Pattern NAME = Pattern.compile("(?=.*[a-z])[a-z0-9](-?[a-z0-9]){0,14}");

    static ServicePort of(String name, String protocol, int number) {
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("port name \"" + name
                    + "\" is not 1 to 15 of a-z, 0-9 and inner dashes with a letter (RFC 6335, section 5.1)");
        }
        if (!protocol.equals("tcp") && !protocol.equals("udp") && !protocol.equals("sctp")) {
            throw new IllegalArgumentException("protocol \"" + protocol + "\" of port \"" + name
                    + "\" is not one of tcp, udp, sctp, which are all that Kubernetes has");
        }
        return new ServicePort(name, protocol, checked(name, number));
    }

    ServicePort numbered(int other) {
        return new ServicePort(name, protocol, checked(name, other));
    }

    boolean isReal() {
        return number != NONE.number;
    }

    /** Empty matches everything (CoreDNS, plugin/kubernetes/kubernetes.go, matchPortAndProtocol). */
    boolean matches(String wantedName, String wantedProtocol) {
        return (wantedName.isEmpty() || wantedName.equals(name))
                && (wantedProtocol.isEmpty() || wantedProtocol.equals(protocol));
    }

    private static int checked(String name, int number) {
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("port " + number + " named \"" + name + "\" is not 1 to 65535");
        }
        return number;
    }
}
