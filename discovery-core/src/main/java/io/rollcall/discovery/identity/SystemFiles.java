// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place of this package that touches files. */
final class SystemFiles {

    static final int MOST_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SystemFiles.class);

    private final Path root;

    SystemFiles(Path root) {
        this.root = root;
    }

    Sources read(Map<String, String> environment) {
        return new Sources(
                environment,
                text("etc/hosts"),
                text("etc/resolv.conf"),
                text("var/run/secrets/kubernetes.io/serviceaccount/namespace"),
                text("etc/hostname"));
    }

    private Optional<String> text(String name) {
        Path file = root.resolve(name);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // A line that the bound cuts could read as a shorter name.
            return Optional.of(bytes.length > MOST_BYTES ? text.substring(0, text.lastIndexOf('\n') + 1) : text);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read {}, so who this process is gets settled without it: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
