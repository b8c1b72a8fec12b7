// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, and the JVM's, which is part of most questions. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Rollcall.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new String[] {"rollcall " + version + " (Java " + Runtime.version() + ")"};
    }
}
