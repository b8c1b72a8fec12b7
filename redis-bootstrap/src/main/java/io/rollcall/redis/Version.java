// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Application.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new String[] {"redis-bootstrap " + version};
    }
}
