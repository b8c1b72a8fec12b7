// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parts of a {@code redis.conf} that differ from pod to pod, and the script that starts the server with them. A server
 * refuses to start on a setting that it does not know, so what came later stands in files of its own, which the script
 * includes by the server's version.
 *
 * @param ip the address to announce
 * @param hostname the pod's name in DNS
 * @param worker the worker node
 * @param zone the zone
 */
public record Fragments(String ip, String hostname, Optional<String> worker, Optional<String> zone) {

    /** What neither ends a line nor a quotation; all names of nodes and zones are such. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

    private static final String SCRIPT = "entrypoint.sh";

    /**
     * Checks the labels.
     *
     * @throws IllegalArgumentException if one has other characters than the names of nodes and zones can have
     */
    public Fragments {
        worker.ifPresent(name -> check("worker", name));
        zone.ifPresent(name -> check("zone", name));
    }

    private static void check(String what, String name) {
        if (!LABEL.matcher(name).matches()) {
            throw new IllegalArgumentException("the " + what + " \"" + name
                    + "\" is no name of one; letters, digits, and inner dots, dashes and underscores are");
        }
    }

    /** The files by their names. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("rollcall.conf", "cluster-announce-ip " + ip + "\n" + labels(":", ";", "syslog-ident"));
        files.put("rollcall-7.0.conf", "cluster-announce-hostname " + hostname + "\n");
        files.put("rollcall-7.2.conf", labels("/", "/", "cluster-announce-human-nodename"));
        files.put(SCRIPT, script());
        return files;
    }

    /** 7.2 forbids {@code :} and {@code ;} in a node's name (isValidAuxChar in cluster.c). */
    private String labels(String first, String next, String setting) {
        StringBuilder text = new StringBuilder();
        worker.ifPresent(name -> text.append(first).append("worker=").append(name));
        zone.ifPresent(name ->
                text.append(text.isEmpty() ? first : next).append("zone=").append(name));
        return text.isEmpty() ? "" : setting + " \"rollcall" + text + "\"\n";
    }

    /** Writes all files into a folder, which is created if need be. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files().entrySet()) {
            SafeFile.replace(folder.resolve(file.getKey()), file.getValue());
        }
        Files.setPosixFilePermissions(folder.resolve(SCRIPT), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String script() {
        try (InputStream script = Fragments.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("the program was built without " + SCRIPT);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
