// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.sample.demo.DemoCluster;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page in a real browser, before a real cluster. Screenshots stay in {@code target/screenshots}. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static Browser browser;
    private static DemoCluster cluster;
    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        cluster = DemoCluster.formed();
        Map<String, Object> settings = new HashMap<>(cluster.settings());
        settings.put("micronaut.server.port", -1);
        server = ApplicationContext.run(EmbeddedServer.class, settings, "test");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(String path) {
        browser.open("http://127.0.0.1:" + server.getPort() + path);
    }

    private static void openLive() {
        open("/");
        await("six live pods").atMost(SOON).until(() -> browser.count("#pods tr:not([data-role=SILENT])") == 6);
        await("whole cluster").atMost(SOON).until(() ->
                (boolean) browser.eval("document.querySelector('#problems').hidden"));
    }

    @ParameterizedTest
    @CsvSource({
        "wide, 1360, 1120, light",
        "wide-dark, 1360, 1120, dark",
        "phone, 390, 844, light",
        "phone-dark, 390, 844, dark"
    })
    void page_isAccessibleAndFits(String name, int width, int height, String scheme) {
        browser.size(width, height);
        browser.scheme(scheme);
        openLive();
        await("a term and writes")
                .atMost(SOON)
                .until(() -> browser.text("#leader-name").equals("sample-app-0")
                        && !browser.text("#writes-acknowledged").equals("0"));

        assertThat(browser.violations()).isEmpty();
        assertThat(browser.eval("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing sticks out")
                .isEqualTo(true);
        assertThat(browser.text("#ring-summary"))
                .isEqualTo("All hash slots are served, and every master has a replica.");
        browser.picture(name);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void explorer_isAccessibleAndSends() {
        browser.size(1360, 1120);
        browser.scheme("light");
        open("/explorer.html");
        await("operations").atMost(SOON).until(() -> browser.count("#operations details") == 13);
        browser.eval("document.querySelectorAll('details').forEach(details => details.open = true)");
        browser.eval(
                "[...document.querySelectorAll('form')].find(form => form.ariaLabel === 'GET /cluster').requestSubmit()");

        await("the answer").atMost(SOON).until(() -> browser.text("#operations").contains("200 "));
        assertThat(browser.violations()).isEmpty();
        browser.picture("explorer");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void keyboard_writesAKeyAndShowsItAsText() {
        openLive();
        browser.eval("document.querySelector('#value').value = '<img src=x onerror=alert(1)>'");
        browser.eval("document.querySelector('#value').focus()");

        browser.press(Keys.TAB);
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER);
        await("written").atMost(SOON).until(() -> browser.text("#keys-answer").contains("was written"));
        browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        browser.press(Keys.ENTER);

        await("read").atMost(SOON).until(() -> browser.text("#keys-answer").contains("<img src=x"));
        assertThat(browser.count("#keys-answer img")).isZero();
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void killedMastersSlots_takeTheColourOfThePromotedReplica() {
        browser.size(1360, 1120);
        browser.scheme("light");
        openLive();
        LocalPod victim = cluster.masterOf(0);
        String before = colourOfSlotZero();

        victim.kill();
        try {
            await("another owner").atMost(SOON).until(() -> !owner().equals(victim.name()));
            LocalPod promoted = cluster.masterOf(0);
            assertThat(owner()).isEqualTo(promoted.name());
            await("another colour").atMost(SOON).until(() -> !colourOfSlotZero().equals(before));
            assertThat(browser.text("#pods tr[data-pod=" + victim.name() + "]")).contains("silent");
            assertThat(browser.text("#timeline")).contains("went from " + victim.name() + " to " + promoted.name());
            assertThat(browser.violations()).isEmpty();
            browser.picture("failover");
            assertThat(browser.console()).isEmpty();
        } finally {
            victim.start();
        }
    }

    @Test
    void whatIsMissing_isSaid() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                EmbeddedServer lonely = ApplicationContext.run(
                        EmbeddedServer.class,
                        Map.of(
                                "rollcall.service", "sample-app",
                                "rollcall.namespace", "demo",
                                "rollcall.cluster-domain", "cluster.local",
                                "rollcall.member", "false",
                                "rollcall.expected-peers", "3",
                                "rollcall.lookup-deadline", "200ms",
                                "rollcall.nameservers", "127.0.0.1:" + silent.getLocalPort(),
                                "sample.identity.problem", "nothing tells which pod this is",
                                "micronaut.server.port", -1),
                        "test")) {
            browser.size(1360, 1120);
            browser.scheme("light");
            browser.open("http://127.0.0.1:" + lonely.getPort() + "/");

            await("what is missing").atMost(SOON).until(() -> browser.count("#problems li") == 3);
            assertThat(browser.text("#problems"))
                    .contains("Redis: ", "DNS: no usable answer", "Identity: ", "nothing tells which pod this is");
            assertThat(browser.violations()).isEmpty();
            browser.picture("nothing");
            assertThat(browser.console()).isEmpty();
            // Otherwise the page would tell the next test that its server is gone.
            browser.open("about:blank");
        }
    }

    private static String owner() {
        return String.valueOf(browser.eval("document.querySelector('.arc')?.dataset.owner"));
    }

    private static String colourOfSlotZero() {
        return String.valueOf(browser.eval("getComputedStyle(document.querySelector('.arc')).stroke"));
    }

    @Test
    void nothing_isAskedOfAnotherHost() {
        openLive();

        @SuppressWarnings("unchecked") // the script returns a list of texts
        List<String> addresses = (List<String>)
                browser.eval("performance.getEntriesByType('resource').map(entry => new URL(entry.name).host)");

        assertThat(addresses).isNotEmpty().containsOnly("127.0.0.1:" + server.getPort());
    }
}
