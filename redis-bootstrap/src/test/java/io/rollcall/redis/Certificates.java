// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates that are made here and now, for a day; needs openssl. */
public final class Certificates {

    /** What a certificate of the pods of the service {@code redis} in {@code demo} names. */
    public static final String PODS = "DNS:*.redis.demo.svc.cluster.local";

    private final Path folder;

    public Certificates(Path folder) {
        this.folder = folder;
    }

    /** Makes an authority: {@code NAME.crt} and {@code NAME.key}. */
    public void authority(String name) {
        String self = "req -x509 -newkey rsa:2048 -nodes -days 1";
        openssl(self + " -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".crt");
    }

    /** Makes a certificate for these names: {@code NAME.crt} and {@code NAME.key}. */
    public void sign(String authority, String name, String names) {
        try {
            Files.writeString(folder.resolve("names"), "subjectAltName=" + names + "\n");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        openssl("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr");
        openssl("x509 -req -in " + name + ".csr -CA " + authority + ".crt -CAkey " + authority
                + ".key -CAcreateserial -days 1 -extfile names -out " + name + ".crt");
    }

    /** How servers speak TLS with clients, and with each other, as {@code ca} certifies. */
    public List<String> serverSettings(String name) {
        return List.of(
                "--tls-port",
                "6379",
                "--tls-cluster",
                "yes",
                "--tls-replication",
                "yes",
                "--tls-ca-cert-file",
                file("ca.crt"),
                "--tls-cert-file",
                file(name + ".crt"),
                "--tls-key-file",
                file(name + ".key"));
    }

    /** How the program speaks TLS with them. */
    public List<String> options(String name) {
        return List.of(
                "--tls", "--cacert=" + file("ca.crt"), "--cert=" + file(name + ".crt"), "--key=" + file(name + ".key"));
    }

    /** Where one of the files is. */
    public String file(String name) {
        return folder.resolve(name).toString();
    }

    private void openssl(String args) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(args.split(" ")));
        try {
            Path log = folder.resolve("openssl.log");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.onExit().join().exitValue())
                    .as("%s: %s", args, Files.readString(log))
                    .isZero();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
