// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.dns.Outcome.NxDomain;
import io.rollcall.discovery.dns.Outcome.Refused;
import io.rollcall.discovery.dns.Outcome.Timeout;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class NameserversTest {

    private static final Question QUESTION = new Question(Name.fromConstantString("a.example."), Type.A);
    private static final Duration TRY = Duration.ofMillis(200);

    private final EventLoop loop = new EventLoop("nameservers-test", () -> {});
    private final List<AutoCloseable> toClose = new ArrayList<>(List.of(loop));
    private volatile Servers servers;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : toClose) {
            part.close();
        }
    }

    @Test
    void rotate_takesTurns() throws Exception {
        ScriptedDns a = answering(Rcode.NXDOMAIN);
        ScriptedDns b = answering(Rcode.NXDOMAIN);
        Nameservers nameservers = nameservers(new Servers(addresses(a, b), TRY, 2, true, false));

        for (int i = 0; i < 6; i++) {
            ask(nameservers);
        }

        assertThat(a.asked()).hasSize(3);
        assertThat(b.asked()).hasSize(3);
    }

    @Test
    void useVc_asksOverTcpAtOnce() throws Exception {
        ScriptedDns a = answering(Rcode.NXDOMAIN);

        ask(nameservers(new Servers(addresses(a), TRY, 2, false, true)));

        assertThat(a.asked()).containsExactly("TCP A a.example.");
    }

    @Test
    void configurationThatChanges_isFollowed() throws Exception {
        ScriptedDns a = answering(Rcode.NXDOMAIN);
        ScriptedDns b = answering(Rcode.NXDOMAIN);
        Nameservers nameservers = nameservers(new Servers(addresses(a), TRY, 2, false, false));
        ask(nameservers);

        servers = new Servers(addresses(b), TRY, 2, false, false);
        ask(nameservers);

        assertThat(a.asked()).hasSize(1);
        assertThat(b.asked()).hasSize(1);
    }

    @Test
    void oneLostPacket_isAskedAgainInTheSecondRound() throws Exception {
        AtomicInteger count = new AtomicInteger();
        ScriptedDns a = serve(received -> {
            if (count.incrementAndGet() > 1) {
                received.send(Zone.reply(received.query(), Rcode.NXDOMAIN).toWire());
            }
        });

        Resolved resolved = ask(nameservers(new Servers(addresses(a), TRY, 2, false, false)));

        assertThat(resolved.outcome()).isInstanceOf(NxDomain.class);
        assertThat(resolved.tries()).hasSize(2).first().isInstanceOf(Timeout.class);
    }

    @Test
    void refusal_isNotAskedForTwice_andSaysMoreThanSilence() throws Exception {
        ScriptedDns silent = serve(received -> {});
        ScriptedDns refusing = answering(Rcode.REFUSED);

        Resolved resolved = ask(nameservers(new Servers(addresses(refusing, silent), TRY, 2, false, false)));

        assertThat(resolved.outcome()).isInstanceOf(Refused.class);
        assertThat(refusing.asked()).hasSize(1);
        assertThat(silent.asked()).hasSize(2);
    }

    @Test
    void deadlineInThePast_nothingIsSent() throws Exception {
        ScriptedDns a = answering(Rcode.NXDOMAIN);
        Nameservers nameservers = nameservers(new Servers(addresses(a), TRY, 2, false, false));

        assertThat(ask(nameservers, 0).outcome()).isInstanceOf(Timeout.class);
        assertThat(a.asked()).isEmpty();
    }

    private Nameservers nameservers(Servers first) throws Exception {
        servers = first;
        return new Nameservers(new Exchanges(loop, new SecureRandom()), () -> servers);
    }

    private Resolved ask(Nameservers nameservers) throws Exception {
        return ask(nameservers, TimeUnit.SECONDS.toNanos(5));
    }

    private Resolved ask(Nameservers nameservers, long within) throws Exception {
        return CompletableFuture.completedFuture(nameservers)
                .thenComposeAsync(all -> all.ask(QUESTION, loop.now() + within), loop)
                .get(10, TimeUnit.SECONDS);
    }

    private ScriptedDns answering(int rcode) {
        return serve(
                received -> received.send(Zone.reply(received.query(), rcode).toWire()));
    }

    private ScriptedDns serve(ScriptedDns.Script script) {
        ScriptedDns dns = new ScriptedDns(script);
        toClose.add(dns);
        return dns;
    }

    private static List<InetSocketAddress> addresses(ScriptedDns... servers) {
        return java.util.Arrays.stream(servers).map(ScriptedDns::address).toList();
    }
}
