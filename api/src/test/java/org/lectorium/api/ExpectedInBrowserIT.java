package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people see of a recording that is not there yet, and of one that never comes. */
@LectoriumTest
class ExpectedInBrowserIT {

    @TempDir
    static Path temp;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String room = "room-" + UUID.randomUUID();
    private final String session = UUID.randomUUID().toString();

    private RunningLectorium lectorium;
    private Visitor visitor;
    private Page page;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        visitor = Visitor.of(chromium.get(), port, "ru-RU", 1280);
        page = visitor.page();
        visitor.signInAsAdmin();
        var start = Instant.now().minusSeconds(600);
        var conference = ToldConference.begin(lectorium, room, start);
        conference.recorder(session, "on", start.plusSeconds(10));
        conference.recorder(session, "off", start.plusSeconds(500));
        await().until(() -> jdbc.sql("select count(*) from catalog.expected where session = ? and ended_at is not null")
                        .param(session)
                        .query(Long.class)
                        .single()
                == 1);
    }

    @AfterEach
    void close() {
        visitor.close();
    }

    @Test
    void leadsFromTheCardToWhatComes() throws Exception {
        page.navigate("/archive?room=" + room);
        var card = card();
        assertThat(card).hasAttribute("data-status", "expected");
        assertThat(card).containsText("Ожидается");
        card.getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator(".stage")).containsText("Идёт запись");
        assertThat(page.locator("[data-testid=download-original]")).hasCount(0);
        assertThat(page.locator("[data-testid=trash]")).hasCount(0);

        var file = Files.writeString(temp.resolve("lecture-" + session), "no video, " + session);
        var id = lectorium
                .deliver(file, "lecture.mp4", "{\"sessionId\": \"%s\"}".formatted(session), null)
                .text("id");

        assertThat(page).hasURL(Pattern.compile(".*/archive/" + id));
        assertThat(page.locator("[data-testid=recording]")).hasAttribute("data-status", "failed");
    }

    @Test
    void saysThatItIsMissingAndLetsItBeDismissed() {
        jdbc.sql("""
                        update catalog.expected
                        set ended_at = ended_at - interval '7 hours', end_heard_at = end_heard_at - interval '7 hours'
                        where session = ?
                        """).param(session).update();
        await().until(() -> jdbc.sql("select missing_at is not null from catalog.expected where session = ?")
                .param(session)
                .query(Boolean.class)
                .single());

        page.navigate("/archive?room=" + room);
        assertThat(card()).containsText("Запись не поступила");
        card().getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("[data-testid=recording]")).containsText("Возможно, она ещё на рекордере");
        page.locator("[data-testid=dismiss]").click();
        page.locator("dialog[open] input").fill("Диск сгорел");
        page.locator("[data-testid=confirm-dismiss]").click();

        assertThat(page).hasURL(Pattern.compile(".*/archive$"));
        page.navigate("/archive?room=" + room);
        assertThat(card()).hasCount(0);
    }

    private Locator card() {
        return page.locator("[data-testid=recording-card]");
    }
}
