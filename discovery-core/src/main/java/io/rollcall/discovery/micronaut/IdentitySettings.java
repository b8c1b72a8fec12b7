// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.rollcall.discovery.identity.Field;
import io.rollcall.discovery.identity.Identity;
import io.rollcall.discovery.identity.IdentityBuilder;
import java.util.Optional;

/** Hands on to the identity what is set, and only that: what is not set is found out. */
final class IdentitySettings {

    private final IdentityBuilder builder = Identity.builder();

    IdentitySettings with(Field field, Optional<?> value) {
        value.ifPresent(given -> builder.set(field, given.toString()));
        return this;
    }

    IdentityBuilder builder() {
        return builder;
    }
}
