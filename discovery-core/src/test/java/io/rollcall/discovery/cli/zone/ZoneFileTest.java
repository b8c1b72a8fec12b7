// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.discovery.cli.Program;
import io.rollcall.discovery.testing.HeadlessDns;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneFileTest {

    private static final String ZONE = """
            clusterDomain: k8s.corp
            ttl: 7s
            services:
              - name: orders
                namespace: shop
                ports: {http: 8080}
                publishNotReadyAddresses: true
                pods:
                  - {name: orders-0, addresses: 127.0.0.2}
                  - {name: orders-1, addresses: [127.0.0.3], ready: false, ports: {http: 8081}}
                  - {addresses: 127.0.0.9}
              - {name: vip, clusterIP: 10.96.0.9, ports: {http: 80}}
              - {name: alias, externalName: example.org}
            """;

    @Test
    void file_isServed() {
        ZoneFile zone = ZoneFile.parse(ZONE);
        assertThat(zone.ttl()).isEqualTo(Duration.ofSeconds(7));
        try (HeadlessDns dns =
                HeadlessDns.builder().clusterDomain(zone.clusterDomain()).start()) {
            zone.serve(dns, Optional.empty());

            Program.Run run = Program.run(
                    "peers", "-s", "orders", "-n", "shop", "--cluster-domain=k8s.corp", Program.nameserver(dns));

            assertThat(run.out().lines())
                    .containsExactly(
                            "orders-0   127.0.0.2:8080", "orders-1   127.0.0.3:8081", "127-0-0-9  127.0.0.9:8080");
        }
    }

    @Test
    void changedFile_replacesTheOneBefore() {
        try (HeadlessDns dns = HeadlessDns.start()) {
            ZoneFile before = ZoneFile.parse("services: [{name: a, pods: [{name: a-0, addresses: 127.0.0.2}]}]");
            before.serve(dns, Optional.empty());
            ZoneFile.parse("services: [{name: b, pods: [{name: b-0, addresses: 127.0.0.3}]}]")
                    .serve(dns, Optional.of(before));

            assertThat(Program.run("peers", "-s", "a", Program.nameserver(dns)).code())
                    .isEqualTo(4);
            assertThat(Program.run("peers", "-s", "b", Program.nameserver(dns)).code())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services: [{name: a, prots: {}}]                            | unknown key services[0].prots
            services: [{pods: []}]                                      | services[0].name is missing
            services: [{name: a, ports: {http: many}}]                  | services[0].ports.http is "many", but has to be a port number
            services: [{name: a, pods: [{name: a-0, ready: maybe}]}]    | services[0].pods[0].ready is "maybe"
            services: [orders]                                          | services[0] is "orders", but has to be a mapping
            ttl: soon                                                   | ttl: "soon" is no duration
            just words                                                  | the file is "just words"
            'services: ['                                               | no valid YAML
            """)
    void mistake_saidWithItsPlace(String yaml, String sentence) {
        assertThatThrownBy(() -> ZoneFile.parse(yaml))
                .isInstanceOf(ZoneFileException.class)
                .hasMessageContaining(sentence);
    }
}
