// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.node.RedisAccess;
import io.rollcall.redis.node.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to get in. There is no option for the password itself: arguments can be read by everybody on the machine. */
final class AccessOptions {

    @Option(
            names = "--username",
            paramLabel = "NAME",
            defaultValue = "${env:REDIS_USERNAME}",
            description = "ACL user. [env REDIS_USERNAME] Default: the default user")
    private @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "File with the password; its last line break does not count. Default: env REDIS_PASSWORD, else"
                            + " no password")
    private @Nullable Path passwordFile;

    @Option(
            names = "--command-timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "Longest wait for a connection and for an answer of a node. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofSeconds(2);

    @Option(
            names = "--tls",
            defaultValue = "${env:REDIS_TLS:-false}",
            description = "Speak TLS with the nodes, and verify that their certificates name the pods. [env REDIS_TLS]")
    private boolean tls;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            defaultValue = "${env:REDIS_CACERT}",
            description = "PEM file with the authority of the nodes' certificates. [env REDIS_CACERT] Default: those that"
                    + " Java trusts")
    private @Nullable Path cacert;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            defaultValue = "${env:REDIS_CERT}",
            description = "PEM file with the own certificate, where the nodes ask for one. [env REDIS_CERT]")
    private @Nullable Path cert;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            defaultValue = "${env:REDIS_KEY}",
            description = "PEM file with its private key. [env REDIS_KEY]")
    private @Nullable Path key;

    /**
     * What the options say.
     *
     * @throws UsageException if the file cannot be read or the combination makes no sense
     */
    RedisAccess access(Map<String, String> environment) {
        try {
            return new RedisAccess(
                    Optional.ofNullable(username).filter(name -> !name.isEmpty()), password(environment), timeout, tls());
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Optional<Tls> tls() {
        if (!tls) {
            if (cacert != null || cert != null || key != null) {
                throw new IllegalArgumentException("--cacert, --cert and --key are of use with --tls only; give that too");
            }
            return Optional.empty();
        }
        return Optional.of(Tls.of(Optional.ofNullable(cacert), Optional.ofNullable(cert), Optional.ofNullable(key)));
    }

    private Optional<String> password(Map<String, String> environment) {
        if (passwordFile == null) {
            return Optional.ofNullable(environment.get("REDIS_PASSWORD")).filter(text -> !text.isEmpty());
        }
        try {
            return Optional.of(Files.readString(passwordFile).replaceFirst("\\R$", ""));
        } catch (IOException problem) {
            throw new UsageException("cannot read the password file " + passwordFile + ": " + problem, problem);
        }
    }
}
