// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.zone;

import io.rollcall.discovery.cli.DurationConverter;
import io.rollcall.discovery.cli.zone.ZoneFile.PodEntry;
import io.rollcall.discovery.cli.zone.ZoneFile.ServiceEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.TypeConversionException;

/** From YAML to a {@link ZoneFile}. */
final class ZoneFileReader {

    private static final Set<String> TOP = Set.of("clusterDomain", "ttl", "services");
    private static final Set<String> SERVICE =
            Set.of("name", "namespace", "ports", "publishNotReadyAddresses", "clusterIP", "externalName", "pods");
    private static final Set<String> POD = Set.of("name", "addresses", "ready", "ports");
    private static final Duration DEFAULT_TTL = Duration.ofSeconds(5);

    ZoneFile read(String text) {
        Entry top = Entry.of("", load(text)).only(TOP);
        return new ZoneFile(
                top.text("clusterDomain").orElse("cluster.local"),
                top.text("ttl").map(ZoneFileReader::duration).orElse(DEFAULT_TTL),
                top.entries("services").stream().map(ZoneFileReader::service).toList());
    }

    private static Object load(String text) {
        try {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
            return Optional.ofNullable(loaded).orElseThrow(() -> new ZoneFileException("the file is empty"));
        } catch (YamlEngineException e) {
            throw new ZoneFileException(
                    "no valid YAML: " + String.valueOf(e.getMessage()).strip());
        }
    }

    private static ServiceEntry service(Entry entry) {
        entry.only(SERVICE);
        return new ServiceEntry(
                entry.required("name"),
                entry.text("namespace").orElse("default"),
                entry.ports("ports"),
                entry.flag("publishNotReadyAddresses", false),
                entry.texts("clusterIP").stream()
                        .filter(ip -> !ip.equalsIgnoreCase("none"))
                        .toList(),
                entry.text("externalName"),
                entry.entries("pods").stream().map(ZoneFileReader::pod).toList());
    }

    private static PodEntry pod(Entry entry) {
        entry.only(POD);
        return new PodEntry(
                entry.text("name"), entry.texts("addresses"), entry.flag("ready", true), entry.ports("ports"));
    }

    private static Duration duration(String text) {
        try {
            return text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Integer.parseInt(text))
                    : new DurationConverter().convert(text);
        } catch (TypeConversionException e) {
            throw new ZoneFileException("ttl: " + e.getMessage());
        }
    }
}
