package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.TusClient;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** A recording that is watched in Chromium while it arrives. */
@LectoriumTest
class LiveInBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    static Path temp;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone owner;
    private String room;
    private Visitor visitor;
    private Page page;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        room = owner.client()
                .post(
                        "/api/v1/rooms",
                        JsonMapper.shared().writeValueAsString(Map.of("title", "r-" + UUID.randomUUID())))
                .text("name");
        visitor = Visitor.of(chromium.get(), port, "ru-RU", 390);
        page = visitor.signIn(owner);
    }

    @AfterEach
    void close() {
        visitor.close();
    }

    @Test
    void growsBeforeOnesEyesAndGoesOnAsTheRecording() throws Exception {
        var upload = new Sending(Sending.unique(new GeneratedMedia(temp).pageWebm(40)), owner.client(), "room", room);
        upload.upTo(0.4);
        awaitCard();
        page.navigate("/archive?room=" + room);
        assertThat(card()).hasAttribute("data-status", "receiving");
        assertThat(card()).containsText("Смотреть сейчас");
        visitor.fits();
        visitor.isAccessible();
        card().getByRole(AriaRole.LINK).first().click();

        play();
        await().atMost(PATIENCE).until(() -> number("currentTime") > 1);
        assertThat(number("videoWidth")).isEqualTo(640);
        // From the beginning, and not where it is.
        assertThat(number("currentTime")).isLessThan(8);
        assertThat(page.getByTestId("recording")).hasAttribute("data-status", "receiving");
        assertThat(page.locator("[data-testid=download-original]")).hasCount(0);
        visitor.fits();
        visitor.isAccessible();

        double before = number("duration");
        upload.upTo(0.8);
        await().atMost(PATIENCE).until(() -> number("duration") > before + 10);
        page.getByTestId("go-live").click();
        await().atMost(PATIENCE).until(() -> number("currentTime") > before);
        page.evaluate("() => { document.querySelector('video').currentTime = 5 }");
        await().atMost(PATIENCE).until(() -> number("currentTime") > 5.5);

        upload.upTo(1);
        goesOver();
        assertThat(page).hasURL(Pattern.compile(".*/archive/" + upload.id()));
    }

    @Test
    void goesOnFromTheCardThatWaitedForIt() throws Exception {
        var session = UUID.randomUUID().toString();
        var start = Instant.now().minusSeconds(600);
        var conference = ToldConference.begin(lectorium, room, start);
        conference.recorder(session, "on", start.plusSeconds(10));
        page.navigate("/archive?room=" + room);
        assertThat(card()).hasAttribute("data-status", "expected");
        card().getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator(".stage")).containsText("Идёт запись");
        var address = page.url();

        var media = new GeneratedMedia(temp);
        var upload = new Sending(
                Files.readAllBytes(media.another(media.fragmentedAsAdvised(18))),
                lectorium.recorder(),
                "sessionId",
                session);
        upload.upTo(0.9);
        play();
        await().atMost(PATIENCE).until(() -> number("currentTime") > 1);
        assertThat(number("videoWidth")).isEqualTo(1280);

        upload.upTo(1);
        goesOver();
        assertThat(page).hasURL(address);
    }

    @Test
    void saysWhyItCannotBeWatchedAndThatItWasGivenUp() throws Exception {
        var upload = new Sending(Sending.unique(new GeneratedMedia(temp).browserWebm(4)), owner.client(), "room", room);
        upload.upTo(0.8);
        awaitCard();
        page.navigate("/archive?room=" + room);
        assertThat(card()).containsText("когда запись придёт целиком");
        assertThat(page.getByTestId("watch-now")).hasCount(0);
        card().getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator(".stage")).containsText("Запись принимается");
        assertThat(page.getByTestId("remark")).containsText("V_VP8");

        new TusClient(owner.client()).delete(upload.location());
        assertThat(page.locator("main")).containsText("Запись больше не принимается");
        visitor.forgive("404");
    }

    /** An empty archive does not look again by itself. */
    private void awaitCard() {
        await().atMost(PATIENCE)
                .until(() -> owner.client()
                                .get("/api/v1/recordings?room=" + room)
                                .body()
                                .path("total")
                                .asInt()
                        == 1);
    }

    /** The recording plays on where what arrived had got to, although nobody did anything. */
    private void goesOver() {
        double before = number("currentTime");
        assertThat(page.getByTestId("go-live")).hasCount(0, new HasCountOptions().setTimeout(PATIENCE.toMillis()));
        await().atMost(PATIENCE).until(() -> number("currentTime") > before + 1);
        assertThat(page.getByTestId("recording")).hasAttribute("data-status", Pattern.compile("watchable|published"));
        assertThat((Boolean) page.evaluate("() => document.querySelector('video').paused"))
                .isFalse();
    }

    private void play() {
        page.locator("video").waitFor();
        page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; void v.play() }");
    }

    private double number(String property) {
        return ((Number) page.evaluate("name => document.querySelector('video')?.[name] ?? 0", property)).doubleValue();
    }

    private Locator card() {
        return page.locator("[data-testid=recording-card]");
    }
}
