// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates, made here and now by {@code openssl}; each as {@code <name>.crt} and {@code <name>.key} in a folder. */
public record Certificates(Path folder) {

    /** The file of a certificate. */
    public Path certificate(String name) {
        return folder.resolve(name + ".crt");
    }

    /** The file of its private key. */
    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** What lets servers speak TLS and nothing else, also among each other. */
    public List<String> serverSettings(String authority, String name) {
        return List.of(
                "--port",
                "0",
                "--tls-port",
                "6379",
                "--tls-cluster",
                "yes",
                "--tls-replication",
                "yes",
                "--tls-ca-cert-file",
                certificate(authority).toString(),
                "--tls-cert-file",
                certificate(name).toString(),
                "--tls-key-file",
                key(name).toString());
    }

    /** Makes one that signs others. */
    public void authority(String name) throws IOException, InterruptedException {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "1",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt");
    }

    /**
     * Makes one that is signed.
     *
     * @param names whom it names, for instance {@code DNS:*.redis.demo.svc.cluster.local}
     */
    public void certificate(String authority, String name, String names) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("names"), "subjectAltName=" + names + "\n");
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                authority + ".crt",
                "-CAkey",
                authority + ".key",
                "-CAcreateserial",
                "-days",
                "1",
                "-extfile",
                "names",
                "-out",
                name + ".crt");
    }

    private void openssl(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(args));
        Path log = folder.resolve("openssl.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = process.waitFor();
        assertThat(code).as(() -> command + " said " + log).isZero();
    }
}
