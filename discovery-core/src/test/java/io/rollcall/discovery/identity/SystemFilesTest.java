// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFilesTest {

    @TempDir
    Path root;

    @Test
    void files_areReadWhereAPodHasThem() throws IOException {
        write("etc/hosts", "hosts");
        write("etc/resolv.conf", "resolv");
        write("etc/hostname", "web-2\n");
        write("var/run/secrets/kubernetes.io/serviceaccount/namespace", "shop");

        Sources sources = new SystemFiles(root).read(Map.of("POD_NAME", "web-2"));

        assertThat(sources.environment()).containsExactly(Map.entry("POD_NAME", "web-2"));
        assertThat(sources.hostsFile()).contains("hosts");
        assertThat(sources.resolvConf()).contains("resolv");
        assertThat(sources.hostnameFile()).contains("web-2\n");
        assertThat(sources.namespaceFile()).contains("shop");
    }

    @Test
    void absentAndUnreadableFiles_countAsAbsent() throws IOException {
        Files.createDirectories(root.resolve("etc/hosts"));

        assertThat(new SystemFiles(root).read(Map.of())).isEqualTo(Sources.of(Map.of()));
    }

    @Test
    void hugeFile_isCutAfterItsLastWholeLine() throws IOException {
        String line = "x".repeat(99) + "\n";
        write("etc/hosts", line.repeat(10_000));
        write("etc/hostname", "x".repeat(100_000));

        Sources sources = new SystemFiles(root).read(Map.of());

        assertThat(sources.hostsFile()).contains(line.repeat(SystemFiles.MOST_BYTES / 100));
        assertThat(sources.hostnameFile()).contains("");
    }

    @Test
    void system_seesThisProcess() {
        assertThat(Sources.system().environment()).isEqualTo(System.getenv());
    }

    @Test
    void text_holdsNoValues() {
        assertThat(Sources.of(Map.of("PASSWORD", "secret")))
                .hasToString("Sources[1 variables, hostsFile=false, resolvConf=false, namespaceFile=false,"
                        + " hostnameFile=false]");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
