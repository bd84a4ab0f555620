package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.GeneratedMedia;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** A13: what people write is text everywhere, and if it were not, the browser would still run none of it. */
@LectoriumTest
class HostileTextIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path temp;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    @LocalServerPort
    private int port;

    private final List<String> complaints = new ArrayList<>();
    private final String mark = "m" + UUID.randomUUID().toString().substring(0, 8);
    private RunningLectorium lectorium;
    private BrowserContext context;
    private Page page;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        context = chromium.get().open(URI.create("http://localhost:" + port), "ru-RU", 1280);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("401")) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void close() {
        context.close();
    }

    private String hostile(String where) {
        return mark + " <img src=x onerror=\"window.hacked='" + where + "'\"><script>window.hacked='" + where
                + "'</script> {{constructor.constructor('window.hacked=1')()}}";
    }

    @Test
    void showsWhatPeopleWroteAsText() {
        var owner = lectorium.someone("lecturer");
        var name = hostile("name");
        lectorium.admin().patch("/api/v1/users/" + owner.id(), json(Map.of("displayName", name)));
        var id = bringIn(owner);
        var recording = lectorium.recording(id);
        assertThat(recording.path("title").asString()).isEqualTo(hostile("title"));
        assertThat(recording.path("room").asString()).isEqualTo(hostile("room"));
        signIn(owner);

        page.navigate("/archive");
        assertThat(page.locator("[data-testid=recording-card]", new Page.LocatorOptions().setHasText(mark)))
                .containsText("<script>");
        isOnlyText();
        page.navigate("/archive?q=" + mark);
        assertThat(page.locator("[data-testid=search-hit]").first()).containsText(mark + " <img src=x");
        assertThat(page.locator("[data-testid=search-hit] mark").first()).hasText(mark);
        isOnlyText();
        page.navigate("/archive/" + id);
        assertThat(page.locator("main h1")).containsText("<script>");
        assertThat(page).hasTitle(Pattern.compile(mark));
        isOnlyText();
        page.navigate("/profile");
        assertThat(page.locator("main")).containsText(mark);
        isOnlyText();
        signIn(lectorium.someone("admin"));
        page.navigate("/admin/users?q=" + mark);
        assertThat(page.locator("main")).containsText(name);
        isOnlyText();
        page.navigate("/admin/audit");
        page.locator("main table, main li").first().waitFor();
        isOnlyText();
    }

    /** @return its id, once it can be found */
    private String bringIn(Someone owner) {
        var media = new GeneratedMedia(temp);
        var file = media.another(media.jibri(320, 240, 2));
        var delivered = owner.client()
                .deliver(
                        "",
                        file,
                        "<svg onload=window.hacked=1>.mp4",
                        json(Map.of("title", hostile("title"), "room", hostile("room"))),
                        null);
        assertThat(delivered.status()).as(delivered.toString()).isEqualTo(201);
        lectorium.processed(delivered.text("id"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> owner.client()
                                .get("/api/v1/search?q=" + mark)
                                .body()
                                .path("total")
                                .asInt()
                        == 1);
        return delivered.text("id");
    }

    private void signIn(Someone someone) {
        context.clearCookies();
        page.navigate("/login");
        page.locator("input[name=username]").fill(someone.username());
        page.locator("input[name=password]").fill(someone.password());
        page.keyboard().press("Enter");
        page.locator("[data-testid=user-menu]").waitFor();
    }

    private void isOnlyText() {
        assertThat(page.evaluate("() => window.hacked ?? null"))
                .as("what ran at %s", page.url())
                .isNull();
        assertThat(page.locator("img[src=x], svg[onload], body script").count())
                .as("elements at %s", page.url())
                .isZero();
        // Not even the policy had anything to stop.
        assertThat(complaints).isEmpty();
    }

    @Test
    void saysItInTheApiAsText() throws Exception {
        var owner = lectorium.someone("lecturer");
        var id = bringIn(owner);

        var moment = owner.client()
                .get("/api/v1/search?q=" + mark)
                .body()
                .path("items")
                .get(0)
                .path("moments")
                .get(0);
        assertThat(moment.path("highlight").asString())
                .startsWith("<mark>" + mark + "</mark> &lt;img src=x")
                .doesNotContain("<img", "<script");
        var download = owner.client().get("/api/v1/recordings/" + id + "/download");
        assertThat(download.status()).isEqualTo(302);
        var file = owner.client().open(download.header("Location"));
        file.body().close();
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; ");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Type").orElseThrow())
                .isIn("video/mp4", "application/octet-stream");
    }

    /** No page has scripts but those in files of ours, so that the policy need not allow any. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/archive/x", "/embed/x", "/api/v1/session", "/nowhere.html"})
    void allowsNoScriptInPages(String path) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Accept", "text/html,*/*")
                                .build(),
                        BodyHandlers.ofString());

        var policy = response.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .replace(" " + StandInJitsi.started().origin(), "");
        assertThat(List.of(policy.split("\\s*;\\s*")))
                .contains("default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'self'");
        assertThat(policy).doesNotContain("unsafe-inline", "unsafe-eval", "http:", " *");
        assertThat(response.body())
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)[^>]*>")
                .doesNotContainPattern("\\son\\w+=");
    }

    private static String json(Map<String, String> object) {
        return JSON.writeValueAsString(object);
    }
}
