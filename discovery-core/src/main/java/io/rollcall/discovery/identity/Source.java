// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

/**
 * Where a value came from.
 *
 * @param kind the kind of source, which decides its precedence
 * @param name the source in words, for instance {@code environment variable POD_NAME} or {@code /etc/hosts line 8}
 * @since 0.1
 */
public record Source(Kind kind, String name) {

    /** The kinds of sources; a kind comes before all that are weaker. */
    public enum Kind {
        /** Set by the program through {@link IdentityBuilder}. */
        SETTING,
        /** A variable whose name begins with {@code ROLLCALL_}. */
        VARIABLE,
        /** A variable that the downward API fills. */
        DOWNWARD_API,
        /** The kubelet's line in {@code /etc/hosts}. */
        HOSTS_FILE,
        /** The namespace file of the service account. */
        NAMESPACE_FILE,
        /** The search list of {@code /etc/resolv.conf}. */
        RESOLV_CONF,
        /** The host name, which need not be the pod's. */
        HOSTNAME
    }

    static Source variable(Kind kind, String variable) {
        return new Source(kind, "environment variable " + variable);
    }

    /** Whether somebody wrote this value for Rollcall, as against Rollcall having found it. */
    public boolean explicit() {
        return kind == Kind.SETTING || kind == Kind.VARIABLE;
    }

    @Override
    public String toString() {
        return name;
    }
}
