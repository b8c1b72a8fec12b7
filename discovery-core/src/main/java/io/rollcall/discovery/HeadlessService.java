// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Whose peers are wanted: a headless service, the number of peers it should have, and, where known, who we are.
 *
 * <p>Immutable. Names are lower-case; lengths and characters are checked here, when configured, not at lookup.
 *
 * @param domain the service's absolute name with its trailing dot, {@code orders.shop.svc.cluster.local.}; absolute, so
 *     that a lookup costs one query and not one per entry of the search list
 * @param portName the name of the port to ask for ({@code _redis._tcp}); empty means the only port there is
 * @param defaultPort the port of peers that DNS gives none for
 * @param statefulSet the set whose pods count; empty means every set under the service
 * @param firstOrdinal the lowest ordinal ({@code spec.ordinals.start})
 * @param expectedPeers how many peers there should be, at least 1
 * @param self who we are; empty outside of the set
 * @since 0.1
 */
public record HeadlessService(
        String domain,
        Optional<String> portName,
        OptionalInt defaultPort,
        Optional<String> statefulSet,
        int firstOrdinal,
        int expectedPeers,
        Optional<PeerId> self) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    /** IANA service name, which is what Kubernetes allows for a port's name (RFC 6335, section 5.1). */
    private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9](-?[a-z0-9]){0,14}");

    /** RFC 1035, section 2.3.4: 255 octets on the wire, which is 253 characters without the trailing dot. */
    private static final int LONGEST_NAME = 253;
    /** RFC 1035, section 2.3.4. */
    private static final int LONGEST_LABEL = 63;
    /** Room that every pod name under the service needs: a label of one character and its dot at the least. */
    private static final int LEAST_POD_LABEL = 2;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a part is out of its range; the message names the part and its value
     */
    public HeadlessService {
        if (!domain.endsWith(".")) {
            throw new IllegalArgumentException("the service's domain " + domain + " must end with a dot");
        }
        String relative = domain.substring(0, domain.length() - 1);
        for (String label : relative.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("\"" + label + "\" in the service's domain " + domain
                        + " is not a DNS label: 1 to 63 of a-z, 0-9 and inner dashes");
            }
        }
        if (relative.length() > LONGEST_NAME - LEAST_POD_LABEL) {
            throw new IllegalArgumentException("the service's domain " + domain + " has " + relative.length()
                    + " characters, so no pod name fits under it within " + LONGEST_NAME);
        }
        portName.ifPresent(name -> {
            if (!PORT_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("port name \"" + name
                        + "\" is not 1 to 15 of a-z, 0-9 and inner dashes with a letter (RFC 6335, section 5.1)");
            }
        });
        defaultPort.ifPresent(port -> {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("default port " + port + " is not 1 to 65535");
            }
        });
        statefulSet.ifPresent(set -> {
            if (!LABEL.matcher(set).matches()) {
                throw new IllegalArgumentException("StatefulSet name \"" + set + "\" is not a DNS label");
            }
        });
        if (expectedPeers < 1) {
            throw new IllegalArgumentException("expected peers " + expectedPeers + " is not at least 1");
        }
        if (firstOrdinal < 0 || firstOrdinal > Integer.MAX_VALUE - expectedPeers) {
            throw new IllegalArgumentException(
                    "first ordinal " + firstOrdinal + " with " + expectedPeers + " peers leaves the range of ordinals");
        }
        int lastOrdinal = firstOrdinal + expectedPeers - 1;
        statefulSet.map(set -> set + "-" + lastOrdinal).ifPresent(pod -> {
            if (pod.length() > LONGEST_LABEL || pod.length() + 1 + relative.length() > LONGEST_NAME) {
                throw new IllegalArgumentException("the pod name " + pod + "." + domain + " is longer than "
                        + LONGEST_LABEL + " characters in its first label or " + LONGEST_NAME + " in all");
            }
        });
    }

    /**
     * Starts the description of a Kubernetes service.
     *
     * @param name the headless service's name
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Starts the description of a name outside of Kubernetes, or of a complete one.
     *
     * @param domain the absolute name, with or without its trailing dot
     */
    public static Builder ofDomain(String domain) {
        return new Builder(domain).absolute();
    }

    /** Collects the parts of a {@link HeadlessService}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private boolean absolute;
        private String namespace = "default";
        private String clusterDomain = "cluster.local";
        private Optional<String> portName = Optional.empty();
        private OptionalInt defaultPort = OptionalInt.empty();
        private Optional<String> statefulSet = Optional.empty();
        private int firstOrdinal;
        private int expectedPeers = 1;
        private Optional<PeerId> self = Optional.empty();

        private Builder(String name) {
            this.name = name;
        }

        private Builder absolute() {
            absolute = true;
            return this;
        }

        /** The service's namespace; {@code default} unless set. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /** The cluster's DNS domain; {@code cluster.local} unless set. */
        public Builder clusterDomain(String clusterDomain) {
            this.clusterDomain = clusterDomain;
            return this;
        }

        /** The name of the port to ask for; none unless set. */
        public Builder portName(String portName) {
            this.portName = Optional.of(lower(portName));
            return this;
        }

        /** The port of peers that DNS gives none for; none unless set. */
        public Builder defaultPort(int defaultPort) {
            this.defaultPort = OptionalInt.of(defaultPort);
            return this;
        }

        /** Only pods of this StatefulSet count; all unless set. */
        public Builder statefulSet(String statefulSet) {
            this.statefulSet = Optional.of(lower(statefulSet));
            return this;
        }

        /** The lowest ordinal; 0 unless set. */
        public Builder firstOrdinal(int firstOrdinal) {
            this.firstOrdinal = firstOrdinal;
            return this;
        }

        /** How many peers there should be, at least 1; 1 unless set. */
        public Builder expectedPeers(int expectedPeers) {
            this.expectedPeers = expectedPeers;
            return this;
        }

        /** Who we are; unknown unless set. */
        public Builder self(PeerId self) {
            this.self = Optional.of(self);
            return this;
        }

        /**
         * The description.
         *
         * @throws IllegalArgumentException if a part is out of its range; the message names the part and its value
         */
        public HeadlessService build() {
            String whole = absolute ? name : name + "." + namespace + ".svc." + clusterDomain;
            String domain = lower(whole.endsWith(".") ? whole : whole + ".");
            return new HeadlessService(domain, portName, defaultPort, statefulSet, firstOrdinal, expectedPeers, self);
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
