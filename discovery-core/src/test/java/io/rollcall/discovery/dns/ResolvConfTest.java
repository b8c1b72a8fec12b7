// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 63 of the test vectors: what a pod's resolv.conf may look like. */
class ResolvConfTest {

    @Test
    void row63_whatTheKubeletWrites() {
        ResolvConf conf = ResolvConf.parse("""
                search default.svc.cluster.local svc.cluster.local cluster.local corp.example
                nameserver 10.96.0.10
                options ndots:5
                """);

        assertThat(conf.nameservers()).containsExactly("10.96.0.10");
        assertThat(conf.search())
                .containsExactly("default.svc.cluster.local", "svc.cluster.local", "cluster.local", "corp.example");
        assertThat(conf.ndots()).isEqualTo(5);
        assertThat(conf.timeout()).isEmpty();
        assertThat(conf.attempts()).isEmpty();
        assertThat(conf.rotate()).isFalse();
        assertThat(conf.tcp()).isFalse();
    }

    @Test
    void row63_everyOption_oddWhiteSpaceAndComments() {
        ResolvConf conf = ResolvConf.parse("""
                # nameserver 1.1.1.1
                ; nameserver 2.2.2.2
                \tnameserver\t10.0.0.1\t# the first\r
                nameserver  fd00::a%eth0 ; the second
                nameserver

                options timeout:3\tattempts:4 rotate
                options use-vc ndots:2 edns0 trust-ad
                sortlist 130.155.160.0
                nameserver 10.0.0.3 10.0.0.4""");

        assertThat(conf.nameservers()).containsExactly("10.0.0.1", "fd00::a%eth0", "10.0.0.3");
        assertThat(conf.timeout()).contains(Duration.ofSeconds(3));
        assertThat(conf.attempts()).isEqualTo(OptionalInt.of(4));
        assertThat(conf.rotate()).isTrue();
        assertThat(conf.tcp()).isTrue();
        assertThat(conf.ndots()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search a b\nsearch c.example\n",
                "search a b\ndomain c.example\n",
                "domain a\nsearch c.example\n"
            })
    void row63_lastOfSearchAndDomainWins(String text) {
        assertThat(ResolvConf.parse(text).search()).containsExactly("c.example");
    }

    @Test
    void row63_searchOfTheRootAlone_orNone() {
        assertThat(ResolvConf.parse("search .").search()).containsExactly(".");
        assertThat(ResolvConf.parse("nameserver ::1").search()).isEmpty();
    }

    @Test
    void numbersAreCappedLikeGlibc_andNonsenseIsSkipped() {
        ResolvConf conf =
                ResolvConf.parse("options ndots:99 timeout:99 attempts:99\noptions ndots:x timeout: attempts:-1");

        assertThat(conf.ndots()).isEqualTo(15);
        assertThat(conf.timeout()).contains(Duration.ofSeconds(30));
        assertThat(conf.attempts()).isEqualTo(OptionalInt.of(5));
    }

    @Test
    void row63_servers_threeAtMost_literalsOnly_localHostIfNone() {
        Servers servers = Servers.of(
                ResolvConf.parse(
                        "nameserver dns.example\nnameserver 10.0.0.1\nnameserver fd00::a\nnameserver 300.1.1.1\n"
                                + "nameserver fe80::1%lo\nnameserver 10.0.0.4"),
                Optional.empty());

        assertThat(servers.addresses())
                .extracting(address -> address.getAddress().getHostAddress())
                .startsWith("10.0.0.1", "fd00:0:0:0:0:0:0:a")
                .hasSizeLessThanOrEqualTo(3);
        assertThat(servers.addresses())
                .allSatisfy(address -> assertThat(address.getPort()).isEqualTo(53));
        assertThat(servers.tryTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Servers.of(ResolvConf.parse(""), Optional.empty()).addresses())
                .extracting(address -> address.getAddress().getHostAddress())
                .containsExactly("127.0.0.1");
    }

    @Test
    void fileThatChanges_isReadAgain_atMostOnceASecond(@TempDir Path folder) throws Exception {
        AtomicLong now = new AtomicLong();
        Path file = Files.writeString(folder.resolve("resolv.conf"), "nameserver 10.0.0.1");
        SystemResolvConf conf = new SystemResolvConf(file, Optional.empty(), now::get);
        assertThat(conf.get().addresses().get(0).getHostString()).isEqualTo("10.0.0.1");

        Files.writeString(file, "nameserver 10.0.0.200\noptions timeout:1");
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(conf.get().addresses().get(0).getHostString()).isEqualTo("10.0.0.1");
        now.addAndGet(Duration.ofMillis(1).toNanos());

        assertThat(conf.get().addresses().get(0).getHostString()).isEqualTo("10.0.0.200");
        assertThat(conf.get().tryTimeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void fileThatIsMissing_meansTheLocalHost(@TempDir Path folder) {
        SystemResolvConf conf = new SystemResolvConf(folder.resolve("absent"), Optional.empty(), () -> 0);

        assertThat(conf.get().addresses().get(0).getHostString()).isEqualTo("127.0.0.1");
    }
}
