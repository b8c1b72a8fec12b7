// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderCommandTest {

    private final HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ZERO).start();

    @TempDir
    private Path folder;

    @BeforeEach
    void listTwo() {
        Service service = dns.service("orders", "shop").port("http", 8080);
        service.pod("orders-0", "127.0.0.2");
        service.pod("orders-1", "127.0.0.3");
    }

    @AfterEach
    void close() {
        dns.close();
    }

    private Program.Run leader(String... more) {
        List<String> args = new ArrayList<>(
                List.of("leader", "-s", "orders", "-n", "shop", "--stable=300ms", Program.nameserver(dns)));
        args.addAll(List.of(more));
        return Program.run(args.toArray(String[]::new));
    }

    @Test
    void majorityListed_printsTheLowestOrdinal() {
        Program.Run run = leader("-e", "3");

        assertThat(run.code()).isZero();
        assertThat(run.out().strip()).isEqualTo("orders-0");
    }

    @Test
    void check_tellsByTheExitCodeWhetherThisOneLeads() {
        assertThat(leader("-e", "3", "--check", "--pod-name=orders-0").code()).isZero();
        Program.Run other = leader("-e", "3", "--check", "--json", "--pod-name=orders-1");
        assertThat(other.code()).isEqualTo(8);
        assertThat(other.json().get("leader").asText()).isEqualTo("orders-0");
        assertThat(other.json().get("state").asText()).isEqualTo("FOLLOWER");
    }

    @Test
    void minorityListed_nineWithTheReason() {
        Program.Run run = leader("-e", "5", "--timeout=600ms");

        assertThat(run.code()).isEqualTo(9);
        assertThat(run.err()).contains("2 of 5 peers");
    }

    @Test
    void numberOfPeersNotTold_wrongUsage() {
        assertThat(leader().code()).isEqualTo(2);
    }

    @Test
    void check_withoutKnowingWhoThisIs_wrongUsage() {
        Program.Run run = leader("-e", "3", "--check");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("ROLLCALL_POD_NAME");
    }

    @Test
    void exec_runsWhileLeadingAndEndsWithItsCode() throws IOException {
        Path said = folder.resolve("said");

        Program.Run run = leader(
                "-e", "3", "--pod-name=orders-0", "--exec", "sh", "-c", "echo $ROLLCALL_LEADER > " + said + "; exit 3");

        assertThat(run.code()).isEqualTo(3);
        assertThat(Files.readString(said)).isEqualTo("orders-0\n");
    }

    @Test
    void exec_ofWhatCannotBeRun_oneHundredTwentySix() {
        assertThat(leader("-e", "3", "--pod-name=orders-0", "--exec", "/no/such/file")
                        .code())
                .isEqualTo(126);
    }

    @Test
    void exec_leadershipLost_commandIsToldToEnd() throws IOException {
        Path said = folder.resolve("said");
        Path script = Files.writeString(
                folder.resolve("work.sh"),
                "#!/bin/sh\ntrap 'echo ended >> " + said + "; exit 0' TERM\necho began >> " + said
                        + "\nsleep 30 & wait\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Thread changer = new Thread(() -> {
            Awaitility.await().until(() -> Files.exists(said));
            dns.service("orders", "shop").removePod("orders-1");
            dns.service("orders", "shop").removePod("orders-0");
        });
        changer.start();

        Program.Run run = leader("-e", "3", "--pod-name=orders-0", "--timeout=3s", "--exec", script.toString());

        assertThat(run.code()).as(run.err()).isEqualTo(9);
        assertThat(run.err()).contains("is told to end");
        assertThat(Files.readString(said)).isEqualTo("began\nended\n");
    }
}
