// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.micronaut.RollcallConfiguration;
import io.rollcall.discovery.micronaut.RollcallSettings;
import java.util.Optional;

/**
 * How HTTP clients see the peers. Immutable.
 *
 * @param serviceId the name of the peers in {@code @Client}
 * @param secure whether they speak HTTPS; certificates are then checked against addresses, not names
 * @param family which address to take of a peer with both kinds, {@code ipv4} or {@code ipv6}; the first unless set
 * @param includeSelf whether this process is one of the instances
 * @since 0.1
 */
@ConfigurationProperties(ClientConfiguration.PREFIX)
public record ClientConfiguration(
        @Bindable(defaultValue = "peers") String serviceId,
        @Bindable(defaultValue = "false") boolean secure,
        Optional<AddressFamily> family,
        @Bindable(defaultValue = "true") boolean includeSelf)
        implements RollcallSettings {

    /** What all keys begin with. */
    public static final String PREFIX = RollcallConfiguration.PREFIX + ".client";

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public ClientConfiguration {
        if (serviceId.isBlank()) {
            throw new IllegalArgumentException(PREFIX + ".service-id is blank; leave it out for \"peers\"");
        }
    }
}
