package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.api.RunningLectorium.Someone;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A conference that somebody records on the page around it: tab and fake microphone, in the system's Chromium. For a
 * minute with {@code -Dlectorium.recorded.seconds=57}.
 */
@LectoriumTest
class RecordInBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long each of the two parts is at least; so much that some of it has been acknowledged and some has not. */
    private static final int SECONDS = Integer.getInteger("lectorium.recorded.seconds", 8);

    /** What may be lost with a killed browser: the piece that the recorder had not handed out, and its start. */
    private static final int LAST_SECONDS = 3;

    @TempDir
    Path profile;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone owner;
    private ToldConference conference;
    private String room;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        room = owner.client()
                .post(
                        "/api/v1/rooms",
                        JsonMapper.shared().writeValueAsString(Map.of("title", "r-" + UUID.randomUUID())))
                .text("name");
        conference = ToldConference.begin(lectorium, room, Instant.now().minusSeconds(60));
        conference.joined(owner.id(), Instant.now().minusSeconds(50));
    }

    @Test
    void goesOnAfterTheBrowserWasKilled() throws Exception {
        try (var chromium = Chromium.launch()) {
            var before = visitor(chromium, "ru-RU", 1280);
            before.signIn(owner);
            before.page().navigate("/room/" + room);
            record(before.page());
            before.fits();
            assertThat(before.page().getByTestId("record-time")).hasText(clock(SECONDS), patiently());
            Chromium.kill(profile);
            Files.deleteIfExists(profile.resolve("SingletonLock"));

            try (var after = visitor(chromium, "en-GB", 390)) {
                var page = after.signIn(owner);
                assertThat(page.getByTestId("recording-banner")).isVisible();
                after.fits();
                after.isAccessible();
                page.getByTestId("go-on").click();
                page.locator("[data-phase=inside]").waitFor();
                page.getByTestId("go-on").click();
                page.getByTestId("start-recording").click();
                page.locator("[data-testid=recorder][data-state=recording]").waitFor();
                assertThat(page.getByTestId("record-time")).hasText(clock(3), patiently());
                page.getByTestId("record-pause").click();
                page.getByTestId("record-resume").click();
                page.getByTestId("record-stop").click();
                page.locator("[data-testid=recorder][data-state=safe]").waitFor();
            }
        }
        var parts = await().atMost(PATIENCE)
                .until(
                        () -> owner.client()
                                .get("/api/v1/recordings?room=" + room)
                                .body()
                                .path("items"),
                        items -> items.size() == 2
                                && items.valueStream()
                                        .allMatch(each ->
                                                each.path("status").asString().equals("published")));
        assertThat(parts.valueStream()
                        .map(each -> each.path("conference").asInt())
                        .distinct())
                .hasSize(1)
                .doesNotContain(0);
        assertThat(parts.valueStream()
                        .mapToDouble(RecordInBrowserIT::seconds)
                        .max()
                        .orElse(0))
                .isGreaterThan(SECONDS - LAST_SECONDS);
    }

    private static double seconds(JsonNode recording) {
        return recording.path("durationSeconds").asDouble();
    }

    private Visitor visitor(Chromium chromium, String locale, int width) {
        var context = chromium.openProfile(profile, URI.create("http://localhost:" + port), locale, width);
        // A killed Chromium has kept them if they were old enough.
        context.clearCookies();
        context.addInitScript("window.jitsiStandInSettings = { meeting: '%s' }".formatted(conference.meetingId));
        return Visitor.with(context);
    }

    private static void record(Page page) {
        page.getByTestId("record-here").click();
        page.getByTestId("start-recording").click();
        page.locator("[data-testid=recorder][data-state=recording]").waitFor();
    }

    private static String clock(int seconds) {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    private static HasTextOptions patiently() {
        return new HasTextOptions().setTimeout(PATIENCE.plusSeconds(SECONDS).toMillis());
    }
}
