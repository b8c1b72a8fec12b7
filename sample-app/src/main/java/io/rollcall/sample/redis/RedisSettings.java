// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.redis.node.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which Redis Cluster to show and to write to. In the environment {@code sample.redis.service} is
 * {@code SAMPLE_REDIS_SERVICE}. The defaults stand in {@code application.properties}.
 *
 * @param enabled whether there is one; true unless set
 * @param service its headless service's name; {@code redis} unless set
 * @param namespace its namespace; that of the application unless set
 * @param portName the name of the service's port; {@code redis} unless set
 * @param defaultPort the port of pods that DNS gives none for; 6379 unless set
 * @param expectedPeers how many pods it should have; 6 unless set
 * @param username the ACL user; the default user unless set
 * @param password the password; none unless set
 * @param tls whether to speak TLS with the pods, and to verify that their certificates name them; false unless set
 * @param cacert PEM file with the authority of their certificates; those that Java trusts unless set
 * @param cert PEM file with the own certificate, where the pods ask for one; none unless set
 * @param key PEM file with its private key; none unless set
 * @param timeout the longest wait for a connection and for each answer; 1 s unless set
 * @param pollInterval how often each pod is asked what it sees; 250 ms unless set
 */
@ConfigurationProperties("sample.redis")
public record RedisSettings(
        boolean enabled,
        String service,
        Optional<String> namespace,
        String portName,
        int defaultPort,
        int expectedPeers,
        Optional<String> username,
        Optional<String> password,
        boolean tls,
        Optional<String> cacert,
        Optional<String> cert,
        Optional<String> key,
        Duration timeout,
        Duration pollInterval) {

    /** The setting that says whether there is a Redis Cluster. */
    public static final String ENABLED = "sample.redis.enabled";

    /** Drops blank values. */
    public RedisSettings {
        namespace = namespace.filter(text -> !text.isBlank());
        username = username.filter(text -> !text.isBlank());
        password = password.filter(text -> !text.isEmpty());
        cacert = cacert.filter(text -> !text.isBlank());
        cert = cert.filter(text -> !text.isBlank());
        key = key.filter(text -> !text.isBlank());
    }

    /**
     * The headless service, beside the application's.
     *
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public HeadlessService headlessService(HeadlessService application) {
        return HeadlessService.ofDomain(domain(application.domain()))
                .portName(portName)
                .defaultPort(defaultPort)
                .expectedPeers(expectedPeers)
                .build();
    }

    /** A name with dots is complete; one without takes the application's labels from the namespace on. */
    private String domain(String application) {
        if (service.contains(".")) {
            return service;
        }
        String parent = application.substring(application.indexOf('.') + 1);
        return service + "."
                + namespace
                        .map(own -> own + parent.substring(parent.indexOf('.')))
                        .orElse(parent);
    }

    /**
     * How to get in.
     *
     * @throws IllegalArgumentException if the settings make no sense together, or a file is not what it shall be
     */
    public RedisAccess access() {
        try {
            return new RedisAccess(username, password, timeout, encryption());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("sample.redis: " + wrong.getMessage(), wrong);
        }
    }

    private Optional<Tls> encryption() {
        if (tls) {
            return Optional.of(Tls.of(cacert.map(Path::of), cert.map(Path::of), key.map(Path::of)));
        }
        if (cacert.isPresent() || cert.isPresent() || key.isPresent()) {
            throw new IllegalArgumentException("cacert, cert and key are of use with tls=true only; set that too");
        }
        return Optional.empty();
    }
}
