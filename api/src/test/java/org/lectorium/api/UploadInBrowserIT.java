package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.GeneratedMedia;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The upload page as people use it who have a slow line, in the system's Chromium. */
@LectoriumTest
class UploadInBrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So slow that no file is through before anybody can do anything. */
    private static final int SLOW_BYTES_PER_SECOND = 100_000;

    @TempDir
    static Path temp;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    private static GeneratedMedia media;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone owner;
    private @Nullable Visitor visitor;

    @BeforeAll
    static void prepare() {
        media = new GeneratedMedia(temp);
    }

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
    }

    @AfterEach
    void close() {
        if (visitor != null) {
            visitor.close();
        }
    }

    private Visitor visitor(String locale, int width) {
        var opened = Visitor.of(chromium.get(), port, locale, width);
        visitor = opened;
        return opened;
    }

    @ParameterizedTest
    @CsvSource({"ru-RU, 1280", "en-GB, 390"})
    void goesOnAfterThePageWasClosed(String locale, int width) throws IOException {
        var file = film();
        var someone = visitor(locale, width);
        var page = someone.signIn(owner);
        page.navigate("/upload");
        assertThat(page.getByTestId("limits")).isVisible();
        slow(page);
        page.locator("input[type=file]").setInputFiles(file);
        someone.isAccessible();
        someone.fits();
        page.getByTestId("send").click();
        var upload = page.getByTestId("upload");
        // The element is there with 0 % already.
        assertThat(upload.locator("[aria-valuenow]:not([aria-valuenow='0'])")).isVisible(withPatience());

        page.getByTestId("pause").click();
        assertThat(upload).hasAttribute("data-state", "paused");
        await().atMost(PATIENCE).until(() -> unfinished().at("/0/receivedBytes").asLong() > 0);
        page.getByTestId("resume").click();
        assertThat(upload).hasAttribute("data-state", "sending");
        someone.isAccessible();
        someone.fits();
        // A line that is not slow any more would bring the rest while the page is being closed.
        page.getByTestId("pause").click();
        assertThat(upload).hasAttribute("data-state", "paused");
        var begun = unfinished().at("/0/id").asString();
        page.close();

        var again = someone.newPage();
        again.navigate("/upload");
        assertThat(again.getByTestId("unfinished"))
                .containsText(file.getFileName().toString());
        someone.isAccessible();
        someone.fits();
        var other = Files.writeString(temp.resolve("other.mp4"), "another film");
        again.getByTestId("resume-file").locator("input").setInputFiles(other);
        assertThat(again.getByTestId("mismatch")).isVisible();
        assertThat(unfinished().at("/0/id").asString()).isEqualTo(begun);
        again.getByTestId("resume-file").locator("input").setInputFiles(file);
        again.getByTestId("uploaded").click();

        assertThat(again.getByTestId("download-original")).isVisible(withPatience());
        var download = again.waitForDownload(
                () -> again.getByTestId("download-original").click());
        assertThat(Sha256.of(download.path())).isEqualTo(Sha256.of(file));
        assertThat(unfinished().size()).isZero();
        assertThat(owner.client().get("/api/v1/recordings?size=100").body().path("items"))
                .filteredOn(item -> item.path("fileName")
                        .asString()
                        .equals(file.getFileName().toString()))
                .hasSize(1);
    }

    @Test
    void refusesEarlyWhatCannotBeStored() throws IOException {
        var page = visitor("en-GB", 1280).signIn(owner);
        page.navigate("/upload");
        page.locator("input[type=file]").setInputFiles(Files.createFile(temp.resolve("empty.mp4")));
        assertThat(page.getByTestId("refusal")).isVisible();
        assertThat(page.getByTestId("send")).isDisabled();
    }

    private static IsVisibleOptions withPatience() {
        return new IsVisibleOptions().setTimeout(PATIENCE.toMillis());
    }

    private JsonNode unfinished() {
        return owner.client().get("/api/v1/uploads").body().path("items");
    }

    private static Path film() throws IOException {
        // The same bytes would be the recording of who sent them first.
        return Files.move(media.another(media.jibri(1280, 720, 5)), temp.resolve("film-" + UUID.randomUUID() + ".mp4"));
    }

    private static void slow(Page page) {
        var network = page.context().newCDPSession(page);
        network.send("Network.enable");
        var line = new JsonObject();
        line.addProperty("offline", false);
        line.addProperty("latency", 0);
        line.addProperty("downloadThroughput", -1);
        line.addProperty("uploadThroughput", SLOW_BYTES_PER_SECOND);
        network.send("Network.emulateNetworkConditions", line);
    }
}
