// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an identity is read from, as plain data. Files are their text; empty means that there is no such file.
 *
 * @param environment the environment variables
 * @param hostsFile {@code /etc/hosts}
 * @param resolvConf {@code /etc/resolv.conf}
 * @param namespaceFile {@code /var/run/secrets/kubernetes.io/serviceaccount/namespace}
 * @param hostnameFile {@code /etc/hostname}
 * @since 0.1
 */
public record Sources(
        Map<String, String> environment,
        Optional<String> hostsFile,
        Optional<String> resolvConf,
        Optional<String> namespaceFile,
        Optional<String> hostnameFile) {

    /** Copies the map. */
    public Sources {
        environment = Map.copyOf(environment);
    }

    /** Environment variables alone, without any file. */
    public static Sources of(Map<String, String> environment) {
        return new Sources(environment, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What this process sees now. Reads at most 64 KiB of each file and blocks for no longer than that takes; a file
     * that cannot be read counts as absent, with a warning in the log.
     */
    public static Sources system() {
        return new SystemFiles(Path.of("/")).read(System.getenv());
    }

    /** Shows no values: an environment holds passwords. */
    @Override
    public String toString() {
        return "Sources[" + environment.size() + " variables, hostsFile=" + hostsFile.isPresent() + ", resolvConf="
                + resolvConf.isPresent() + ", namespaceFile=" + namespaceFile.isPresent() + ", hostnameFile="
                + hostnameFile.isPresent() + "]";
    }
}
