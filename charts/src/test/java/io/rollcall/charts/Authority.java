// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Does what cert-manager does, with openssl: a Secret for a rendered Certificate, signed by an authority of its own. */
final class Authority {

    private final Path folder;

    Authority(Path folder) {
        this.folder = folder;
    }

    /** The Secret that the Certificate asks for. */
    Node issue(Node certificate) throws IOException, InterruptedException {
        String names = "subjectAltName=DNS:"
                + String.join(",DNS:", certificate.at("spec", "dnsNames").texts());
        Copies.write(folder.resolve("names"), names + "\n");
        openssl("req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=ca -keyout ca.key -out ca.crt");
        openssl("req -newkey rsa:2048 -nodes -subj /CN=node -keyout tls.key -out tls.csr");
        openssl("x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 1 -extfile names -out tls.crt");
        return Manifests.secret(
                certificate.at("spec", "secretName").text(),
                Map.of("tls.crt", read("tls.crt"), "tls.key", read("tls.key"), "ca.crt", read("ca.crt")));
    }

    private String read(String file) {
        return Copies.read(folder.resolve(file));
    }

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor()).as(() -> read("openssl.log")).isZero();
    }
}
