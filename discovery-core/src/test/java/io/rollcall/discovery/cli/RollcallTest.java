// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.identity.Sources;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class RollcallTest {

    private static final String ESCAPE = "\u001b";

    @ParameterizedTest
    @ValueSource(strings = {"peers", "watch", "leader", "identity", "doctor", "serve", "peer-finder"})
    void help_hasDescriptionOptionsExitCodesAndAnExample(String command) {
        Program.Run run = Program.run(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Usage: rollcall " + command, "--help", "Exit codes:", "130", "xample", "rollcall");
        assertThat(run.out()).doesNotContain(ESCAPE);
    }

    @Test
    void help_listsEveryCommand() {
        assertThat(Program.run("--help").out())
                .contains(
                        "peers",
                        "watch",
                        "leader",
                        "identity",
                        "doctor",
                        "serve",
                        "peer-finder",
                        "generate-completion");
    }

    @Test
    void help_onATerminal_hasColours() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);

        Rollcall.execute(new Surroundings(() -> Program.NOWHERE, writer, writer, Ansi.ON), "peers", "--help");

        assertThat(out.toString()).contains(ESCAPE);
    }

    @Test
    void version_namesProgramAndJava() {
        assertThat(Program.run("--version").out()).startsWith("rollcall ").contains("Java");
    }

    @Test
    void noCommand_wrongUsageThatNamesThem() {
        Program.Run run = Program.run();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("peers, watch, leader", "--help");
    }

    @Test
    void misspeltCommandOrOption_wrongUsage() {
        assertThat(Program.run("peer").code()).isEqualTo(2);
        assertThat(Program.run("peers", "--servce=x").code()).isEqualTo(2);
        assertThat(Program.run("peers", "--servce=x").err()).contains("--service", "Try 'rollcall peers --help'");
        assertThat(Program.run("peer").err()).contains("peers");
    }

    @Test
    void completion_knowsCommandsAndOptions() {
        Program.Run run = Program.run("generate-completion");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("complete -F _complete_rollcall", "--wait-for", "doctor");
    }

    @Test
    void identityOfAPod_tellsEachValueAndItsSource() {
        Program.Run run = Program.run(
                Program.pod("web-2", "nginx", "default", Map.of("ROLLCALL_EXPECTED_PEERS", "3")), "identity");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("web-2 of nginx.default.svc.cluster.local.")
                .contains("/etc/hosts line 2", "environment variable ROLLCALL_EXPECTED_PEERS");
    }

    @Test
    void identity_json_tellsWhatWasAssumed() {
        Program.Run run = Program.run("identity", "--service=nginx", "--json");

        assertThat(run.json().get("service").asText()).isEqualTo("nginx.default.svc.cluster.local.");
        assertThat(run.json().get("findings").findValuesAsText("kind")).contains("ASSUMED", "SETTING");
    }

    @Test
    void sourcesThatContradictEachOther_wrongUsageWithBoth() {
        Sources contradictory = new Sources(
                Map.of("POD_NAME", "web-1", "POD_INDEX", "2", "ROLLCALL_SERVICE", "nginx"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        Program.Run run = Program.run(contradictory, "identity");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("POD_NAME", "POD_INDEX");
    }

    @Test
    void noService_saysHowToNameIt() {
        Program.Run run = Program.run("peers");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--service", "ROLLCALL_SERVICE");
    }
}
