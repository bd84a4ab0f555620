package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a recorder made of one conference in several goes: numbered for each viewer, and watched one after the other. */
@LectoriumTest
class PartsIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    static Path temp;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    @LocalServerPort
    private int port;

    private final String room = "room-" + UUID.randomUUID();

    private RunningLectorium lectorium;
    private LectoriumClient admin;
    private Someone student;
    private ToldConference conference;
    private List<String> parts;

    @BeforeEach
    void recordThreeTimes() {
        lectorium = RunningLectorium.onPort(port);
        admin = lectorium.admin();
        student = lectorium.someone("user");
        conference = ToldConference.begin(lectorium, room, TEN);
        conference.joined(student.id(), TEN.plusSeconds(1));
        // Not in the order in which they were made.
        var second = recorded(20);
        var first = recorded(10);
        var third = recorded(40);
        parts = List.of(first, second, third);
        parts.forEach(this::isTied);
    }

    private String recorded(int second) {
        var media = new GeneratedMedia(temp);
        var id = lectorium
                .deliver(
                        media.another(media.jibri(320, 240, 2)),
                        "a.mp4",
                        "{\"room\": \"%s\", \"meetingId\": \"%s\", \"startedAt\": \"%s\"}"
                                .formatted(room, conference.meetingId, TEN.plusSeconds(second)),
                        null)
                .text("id");
        lectorium.processed(id);
        return id;
    }

    private void isTied(String id) {
        await().until(() -> !lectorium.recording(id).path("conference").isNull());
    }

    @Test
    void numbersThemInTheOrderOfTheirStarts() {
        assertThat(places(admin, parts)).containsExactly("1/3 -2", "2/3 13", "3/3 2-");
        assertThat(listed(admin, "/api/v1/recordings?room=" + room + "&sort=oldest", "items"))
                .containsExactly("1/3 -2", "2/3 13", "3/3 2-");
        assertThat(listed(admin, "/api/v1/conferences/" + number() + "/recordings", ""))
                .containsExactly("1/3 -2", "2/3 13", "3/3 2-");
    }

    /** A part that somebody may not watch is neither counted nor named to them; one in the trash is to nobody. */
    @Test
    void numbersForEachViewerWhatTheyMayWatch() {
        admin.patch("/api/v1/recordings/" + parts.get(0), "{\"access\": \"participants\"}");
        admin.patch("/api/v1/recordings/" + parts.get(2), "{\"access\": \"participants\"}");

        assertThat(places(student.client(), List.of(parts.get(0), parts.get(2))))
                .containsExactly("1/2 -3", "2/2 1-");
        assertThat(student.client()
                        .get("/api/v1/recordings?room=" + room)
                        .body()
                        .toString())
                .doesNotContain(parts.get(1));

        admin.delete("/api/v1/recordings/" + parts.get(2));

        assertThat(places(admin, parts)).containsExactly("1/2 -2", "2/2 1-", "-");
        assertThat(places(student.client(), List.of(parts.get(0)))).containsExactly("-");
    }

    @Test
    void numbersNothingBehindALink() {
        admin.patch("/api/v1/recordings/" + parts.get(0), "{\"access\": \"link\"}");
        admin.patch("/api/v1/recordings/" + parts.get(1), "{\"access\": \"link\"}");
        var token = admin.post("/api/v1/recordings/" + parts.get(0) + "/shares", "{\"download\": false}")
                .text("token");

        var opened = lectorium
                .nobody()
                .post("/api/v1/shares/open", "{\"token\": \"%s\"}".formatted(token))
                .body();

        assertThat(place(opened.path("recording"))).isEqualTo("-");
        assertThat(opened.toString()).doesNotContain(parts.get(1));
    }

    private int number() {
        return lectorium.recording(parts.getFirst()).path("conference").asInt();
    }

    private List<String> places(LectoriumClient client, List<String> ids) {
        return ids.stream()
                .map(id -> place(client.get("/api/v1/recordings/" + id).body()))
                .toList();
    }

    private List<String> listed(LectoriumClient client, String path, String field) {
        var body = client.get(path).body();
        return (field.isEmpty() ? body : body.path(field))
                .valueStream()
                .map(this::place)
                .toList();
    }

    /** Such as {@code 2/3 13}: the second of three, between the first and the third. */
    private String place(JsonNode recording) {
        return recording.path("part").isNull() && recording.path("parts").isNull()
                ? "-"
                : recording.path("part").asInt() + "/" + recording.path("parts").asInt() + " "
                        + name(recording.path("previousPart")) + name(recording.path("nextPart"));
    }

    private String name(JsonNode id) {
        return id.isNull() ? "-" : String.valueOf(parts.indexOf(id.asString()) + 1);
    }

    @Test
    void leadsFromPartToPart() {
        try (var visitor = Visitor.of(chromium.get(), port, "ru-RU", 390)) {
            var page = visitor.signInAsAdmin();
            page.navigate("/history/" + number() + "?tab=video");
            assertThat(page.locator("[data-testid=part]"))
                    .hasText(new String[] {"Часть 1 из 3", "Часть 2 из 3", "Часть 3 из 3"});
            page.navigate("/archive?room=" + room);
            assertThat(page.locator("[data-testid=part]")).hasCount(3);

            page.navigate("/archive/" + parts.get(0));
            assertThat(page.locator("[data-testid=parts]")).containsText("Часть 1 из 3");
            assertThat(page.locator("[data-testid=previous-part]")).hasCount(0);
            visitor.fits();
            visitor.isAccessible();
            page.locator("[data-testid=next-part]").click();
            assertThat(page).hasURL(at(1));
            assertThat(page.locator("video")).isVisible();
            assertThat((Boolean) page.evaluate("() => document.querySelector('video').autoplay"))
                    .isFalse();
            page.keyboard().press("n");
            assertThat(page).hasURL(at(2));
            assertThat(page.locator("video")).isVisible();
            page.keyboard().press("p");
            assertThat(page).hasURL(at(1));
        }
    }

    @Test
    void offersTheNextPartAtTheEndAndGoesOnForWhoAsked() {
        try (var visitor = Visitor.of(chromium.get(), port, "en-GB", 1280)) {
            var page = visitor.signInAsAdmin();
            page.navigate("/archive/" + parts.get(0));
            playToTheEnd(page);
            var offer = page.locator("[data-testid=next-part-offer]");
            assertThat(offer).containsText("Part 1 of 3 is over.");
            assertThat(page).hasURL(at(0));
            visitor.isAccessible();

            page.locator("input[name=goes-on]").check();
            offer.locator("button").click();

            assertThat(page).hasURL(at(1));
            assertThat(page).hasURL(at(2));
            waitForTheEnd(page);
            assertThat(offer).hasCount(0);
        }
    }

    private static void playToTheEnd(Page page) {
        page.locator("video").waitFor();
        page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; return v.play() }");
        waitForTheEnd(page);
    }

    private static void waitForTheEnd(Page page) {
        page.waitForFunction("() => document.querySelector('video')?.ended");
    }

    private Pattern at(int part) {
        return Pattern.compile(".*/archive/" + parts.get(part));
    }
}
