package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.conference.statistics.AccumulateFigures;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conferences as people have them, in the system's Chromium, with a stand-in for Jitsi's own frame. */
@LectoriumTest
class ConferenceInBrowserIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String INSIDE = "[data-phase=inside]";

    @TempDir
    static Path temp;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    @LocalServerPort
    private int port;

    @Autowired
    private AccumulateFigures accumulate;

    private final List<Visitor> visitors = new ArrayList<>();
    private final String title = "Алгебра " + UUID.randomUUID().toString().substring(0, 8);
    private RunningLectorium lectorium;
    private Someone owner;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
    }

    @AfterEach
    void leave() {
        visitors.forEach(Visitor::close);
    }

    private Visitor visitor(String locale, int width) {
        var visitor = Visitor.of(chromium.get(), port, locale, width);
        visitors.add(visitor);
        return visitor;
    }

    /** @return its name */
    private String room(Object... settings) {
        var room = owner.client().post("/api/v1/rooms", json("title", title)).text("name");
        if (settings.length > 0) {
            var changed = owner.client().patch("/api/v1/rooms/" + room, json(settings));
            assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        }
        return room;
    }

    private static String json(Object... pairs) {
        var object = JSON.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            object.set((String) pairs[i], JSON.valueToTree(pairs[i + 1]));
        }
        return object.toString();
    }

    private ToldConference told(String room, Instant start) {
        var conference = ToldConference.begin(lectorium, room, start);
        conference.joined(owner.id(), start.plusSeconds(1));
        return conference;
    }

    private int numberOf(String room) {
        return await().until(
                        () -> seen(owner.client(), "/api/v1/conferences?room=" + room)
                                .path("items"),
                        items -> items.size() == 1)
                .at("/0/number")
                .asInt();
    }

    private static JsonNode seen(LectoriumClient client, String path) {
        var answer = client.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    @ParameterizedTest
    @CsvSource({"ru-RU, 1280", "en-GB, 1280", "ru-RU, 390", "en-GB, 390"})
    void joinsTalksAndLeaves(String locale, int width) throws Exception {
        var visitor = visitor(locale, width);
        var page = visitor.signIn(owner);

        page.locator("#room-name").fill(title);
        page.keyboard().press("Enter");
        page.locator(INSIDE).waitFor();

        var frame = JSON.valueToTree(page.evaluate("() => jitsiStandIn.calls[0]"));
        var room = frame.path("roomName").asString();
        assertThat(page.url()).endsWith("/room/" + room);
        assertThat(page.locator("h1")).hasText(title);
        assertThat(frame.at("/configOverwrite/subject").asString()).isEqualTo(title);
        assertThat(frame.path("lang").asString()).isEqualTo(locale.substring(0, 2));
        assertThat(SignedJWT.parse(frame.path("jwt").asString())
                        .getJWTClaimsSet()
                        .getStringClaim("room"))
                .isEqualTo(room);

        assertThat(page.getByTestId("people")).containsText("3");
        page.evaluate("() => jitsiStandIn.emit('participantJoined', { id: 'late' })");
        assertThat(page.getByTestId("people")).containsText("4");
        assertThat(page.getByTestId("recording-badge")).hasCount(0);
        page.evaluate("() => jitsiStandIn.emit('recordingStatusChanged', { on: true, mode: 'file' })");
        assertThat(page.getByTestId("recording-badge")).isVisible();
        visitor.fits();

        told(room, Instant.now().minusSeconds(60)).end(Instant.now());
        var number = numberOf(room);
        page.getByTestId("leave").click();
        assertThat(page.getByTestId("rejoin")).isVisible();
        assertThat((Integer) page.evaluate("() => jitsiStandIn.disposed")).isOne();
        assertThat(page.getByTestId("end-history")).hasAttribute("href", "/history/" + number);
        page.getByTestId("end-history").click();
        assertThat(page.locator("[data-testid=conference] h1")).containsText(title);
        visitor.fits();
    }

    @Test
    void asksForConsentAndKeepsIt() {
        var room = room("consent", true);
        told(room, Instant.now().minusSeconds(30));
        var student = lectorium.someone("user");
        var visitor = visitor("ru-RU", 390);
        var page = visitor.signIn(student);

        page.navigate("/room/" + room);
        assertThat(page.getByTestId("consent")).isVisible();
        visitor.forgive("409");
        assertThat(page.locator(INSIDE)).hasCount(0);
        page.getByTestId("agree").click();
        page.locator(INSIDE).waitFor();

        var consents = seen(owner.client(), "/api/v1/conferences/" + numberOf(room) + "/consents");
        assertThat(consents.size()).isOne();
        assertThat(consents.at("/0/name").asString()).isEqualTo("Name of " + student.username());
        var seen = visitor("ru-RU", 1280).signIn(owner);
        seen.navigate("/history/" + numberOf(room));
        assertThat(seen.getByTestId("consents")).containsText("Name of " + student.username());
    }

    @Test
    void letsAGuestInByAPass() {
        var room = room("consent", true);
        var path = owner.client()
                .post("/api/v1/passes", json("name", "Гости", "room", room))
                .text("path");
        var visitor = visitor("en-GB", 390);
        var page = visitor.page();

        page.navigate(path);
        assertThat(page.locator("h1")).hasText(title);
        page.locator("#guest-name").fill("Leonhard Euler");
        page.getByTestId("guest-join").click();
        assertThat(page.locator(INSIDE)).hasCount(0);
        visitor.fits();
        page.getByTestId("guest-consent").check();
        page.getByTestId("guest-join").click();
        page.locator(INSIDE).waitFor();

        assertThat((String) page.evaluate("() => jitsiStandIn.calls[0].userInfo.displayName"))
                .isEqualTo("Leonhard Euler");
        page.getByTestId("leave").click();
        assertThat(page.getByTestId("rejoin")).isVisible();
        assertThat(page.getByTestId("end-history")).hasCount(0);
    }

    @Test
    void saysThatJitsiFailsAndTriesAgain() {
        var visitor = visitor("en-GB", 1280);
        var page = visitor.signIn(owner);
        page.route("**/external_api.js", route -> route.abort());

        page.navigate("/room/" + room());
        assertThat(page.getByTestId("stage-failure")).isVisible();
        visitor.forgive("ERR_FAILED");
        page.unroute("**/external_api.js");
        page.getByTestId("retry").click();
        page.locator(INSIDE).waitFor();

        page.evaluate("() => jitsiStandIn.emit('errorOccurred',"
                + " { error: { name: 'conference.connectionError', isFatal: true } })");
        assertThat(page.getByTestId("stage-failure")).isVisible();
        page.getByTestId("retry").click();
        page.locator(INSIDE).waitFor();
        assertThat((Integer) page.evaluate("() => jitsiStandIn.calls.length")).isEqualTo(2);
    }

    @Test
    void tellsWhatWasSaidAndWhoWasThere() throws Exception {
        var room = room();
        var start = Instant.now().minusSeconds(600);
        var conference = told(room, start);
        conference.wrote("m1", "Пётр", "Где найти записи?", start.plusSeconds(30));
        conference.answered("m2", "Анна", "В архиве", "m1", start.plusSeconds(60));
        conference.wrote("m3", "Пётр", "Это лишнее", start.plusSeconds(70));
        conference.tookBack("m3", start.plusSeconds(80));
        conference.end(start.plusSeconds(300));
        var page = visitor("ru-RU", 1280).signIn(owner);

        page.navigate("/history?room=" + room);
        page.locator("table").getByText(title).click();
        page.getByTestId("tab-participants").click();
        assertThat(page.getByTestId("participant")).hasCount(2);
        var csv = page.waitForDownload(() -> page.getByTestId("download-csv").click());
        assertThat(Files.readString(csv.path())).contains("Somebody", "\"Name\"");
        page.getByTestId("tab-chat").click();
        assertThat(page.getByTestId("message")).hasCount(3);
        assertThat(page.getByTestId("message").nth(1)).containsText("Где найти записи?");
        assertThat(page.getByTestId("chat")).not().containsText("Это лишнее");
        page.locator("input[type=search]").fill("запис");
        assertThat(page.getByTestId("message")).hasCount(1);
        var text = page.waitForDownload(
                () -> page.locator("a[href*='messages.txt']").click());
        assertThat(Files.readString(text.path())).contains("Где найти записи?", "В архиве");
    }

    @Test
    void watchesRoomsAsTheyChange() {
        var room = room();
        var page = visitor("en-GB", 1280).signInAsAdmin();
        page.navigate("/admin/monitoring");
        assertThat(page.getByTestId("connection")).hasAttribute("data-state", "live");
        var live = page.locator("[data-testid=live-room]", new Page.LocatorOptions().setHasText(title));
        assertThat(live).hasCount(0);

        var start = Instant.now();
        var conference = ToldConference.begin(lectorium, room, start);
        assertThat(live).hasCount(1);
        conference.joined(owner.id(), start.plusSeconds(1));
        assertThat(live).containsText("2");
        conference.end(start.plusSeconds(2));
        assertThat(live).containsText("1");
    }

    @Test
    void showsHowARoomWillLook() {
        var made = lectorium
                .admin()
                .post("/api/v1/appearances", json("name", title, "rooms", List.of(room()), "look", Map.of()));
        var page = visitor("ru-RU", 1280).signInAsAdmin();
        page.navigate("/admin/appearance/" + made.text("id"));

        page.locator("#look-title").fill("Осенняя школа");
        page.locator("#colour-background").fill("#103020");
        assertThat(page.getByTestId("preview")).containsText("Осенняя школа");
        assertThat(page.getByTestId("preview")).hasCSS("background-color", "rgb(16, 48, 32)");
        page.getByTestId("save-appearance").click();
        assertThat(page.getByText("Оформление сохранено")).isVisible();
        page.reload();
        assertThat(page.getByTestId("preview")).containsText("Осенняя школа");
    }

    @ParameterizedTest
    @CsvSource({"ru-RU, 1280", "en-GB, 390"})
    void canBeUsedByEverybody(String locale, int width) {
        var room = room();
        var start = Instant.now().minusSeconds(300);
        var conference = told(room, start);
        conference.wrote("m1", "Анна", "Здравствуйте!", start.plusSeconds(5));
        conference.end(start.plusSeconds(200));
        var number = numberOf(room);
        accumulate.run();
        owner.client().post("/api/v1/passes", json("name", "Гости", "room", room));
        var recording = lectorium
                .processed(new GeneratedMedia(temp).jibri(640, 360, 2))
                .path("id")
                .asString();
        var visitor = visitor(locale, width);
        visitor.page().navigate("/login");
        visitor.page().locator("input[name=password]").waitFor();
        visitor.isAccessible();
        visitor.signInAsAdmin();

        var pages = Map.of(
                "/",
                ".start-columns h2",
                "/archive",
                "[data-testid=recording-card]",
                "/archive/" + recording,
                "video",
                "/history",
                "table",
                "/history/" + number,
                "[data-testid=conference]",
                "/history/" + number + "?tab=participants",
                "[data-testid=participant]",
                "/history/" + number + "?tab=chat",
                "[data-testid=message]",
                "/passes",
                "[data-testid=pass]",
                "/stats",
                "[data-testid=stats] canvas",
                "/admin/monitoring",
                "[data-testid=monitoring]");
        pages.forEach((address, content) -> {
            visitor.page().navigate(address);
            visitor.page().locator(content).first().waitFor();
            visitor.isAccessible();
            visitor.fits();
        });
    }
}
