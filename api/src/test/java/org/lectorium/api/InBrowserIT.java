package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.GeneratedMedia;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole way as people go it, in the system's Chromium. */
@LectoriumTest
class InBrowserIT {

    @TempDir
    static Path temp;

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    private static GeneratedMedia media;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Visitor visitor;
    private Page page;

    @BeforeAll
    static void prepare() {
        media = new GeneratedMedia(temp);
    }

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        open("ru-RU", 1280);
    }

    private void open(String locale, int width) {
        visitor = Visitor.of(chromium.get(), port, locale, width);
        page = visitor.page();
    }

    @AfterEach
    void close() {
        visitor.close();
    }

    private void signIn() {
        visitor.signInAsAdmin();
    }

    @Test
    void uploadsFindsWatchesAndDownloads() throws Exception {
        var name = "Ряды Фурье " + UUID.randomUUID();
        var file = Files.copy(media.jibri(1280, 720, 5), temp.resolve(name + ".mp4"));
        signIn();

        page.navigate("/upload");
        page.locator("input[type=file]").setInputFiles(file);
        page.locator("[data-testid=send]").click();
        page.locator("[data-testid=uploaded]").waitFor();
        page.navigate("/archive");
        assertThat(page.locator("[data-testid=recording-card][data-status=published]", containing(name)))
                .isVisible();

        page.getByRole(AriaRole.SEARCHBOX).fill("рядами фурье");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-testid=search-hit]", hit(name))
                        .locator("mark")
                        .first())
                .hasText("Ряды");

        page.locator("[data-testid=search-hit]", hit(name)).first().click();
        plays();
        var download = page.waitForDownload(
                () -> page.locator("[data-testid=download-original]").click());
        assertThat(download.suggestedFilename()).isEqualTo(name + ".mp4");
        assertThat(Sha256.of(download.path())).isEqualTo(Sha256.of(file));
    }

    private static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Page.LocatorOptions hit(String text) {
        return containing(text.substring(text.lastIndexOf(' ') + 1));
    }

    private void plays() {
        page.locator("video").waitFor();
        page.evaluate("() => { const v = document.querySelector('video'); v.muted = true; return v.play() }");
        page.waitForFunction("() => document.querySelector('video').currentTime > 1");
        assertThat((Integer) page.evaluate("() => document.querySelector('video').videoWidth"))
                .isPositive();
    }

    @Test
    void startsAtTheSecondOfTheLink() {
        var id = lectorium.processed(media.jibri(640, 360, 20)).path("id").asString();
        signIn();

        page.navigate("/archive/" + id + "?t=12");

        page.waitForFunction("() => document.querySelector('video')?.currentTime >= 12");
    }

    /** What headless Chromium itself records: WebM without duration, and without an index. */
    @Test
    void publishesWhatABrowserRecorded() throws Exception {
        page.navigate("/login");
        var base64 = (String) page.evaluate("""
                async () => {
                  const canvas = document.createElement('canvas')
                  canvas.width = 640; canvas.height = 360
                  const picture = canvas.getContext('2d')
                  const timer = setInterval(() => {
                    picture.fillStyle = `hsl(${performance.now() / 10} 80% 50%)`
                    picture.fillRect(0, 0, 640, 360)
                  }, 40)
                  const audio = new AudioContext()
                  const sound = audio.createMediaStreamDestination()
                  const tone = audio.createOscillator()
                  tone.connect(sound); tone.start()
                  const stream = new MediaStream([...canvas.captureStream(25).getTracks(), ...sound.stream.getTracks()])
                  const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' })
                  const parts = []
                  recorder.ondataavailable = (event) => parts.push(event.data)
                  const stopped = new Promise((resolve) => (recorder.onstop = resolve))
                  recorder.start(500)
                  setTimeout(() => recorder.stop(), 3000)
                  await stopped
                  clearInterval(timer)
                  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
                  let text = ''
                  for (const byte of bytes) text += String.fromCharCode(byte)
                  return btoa(text)
                }""");
        var file =
                Files.write(temp.resolve("recorded.webm"), Base64.getDecoder().decode(base64));

        var recording = lectorium.processed(file);

        assertThat(recording.path("status").asString())
                .as(recording.toPrettyString())
                .isEqualTo("published");
        assertThat(recording.path("durationSeconds").asDouble()).isBetween(2.0, 4.5);
        signIn();
        page.navigate("/archive/" + recording.path("id").asString());
        plays();
    }

    @Test
    void saysWhatIsWrongAndOffersAWayOut() throws Exception {
        var title = "Не видео " + UUID.randomUUID();
        var id = lectorium
                .deliver(Files.writeString(temp.resolve(title), title), title + ".mp4", null, null)
                .text("id");
        lectorium.processed(id);
        signIn();

        page.navigate("/archive/" + id);

        assertThat(page.getByText("Это не видеозапись").first()).isVisible();
        assertThat(page.locator("[data-testid=retry]")).isVisible();
        page.locator("[data-testid=trash]").first().click();
        page.locator("[data-testid=undo]").click();
        assertThat(page.locator("[data-testid=retry]")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"ru-RU, 1280", "ru-RU, 390", "en-GB, 1280", "en-GB, 360"})
    void fitsAndSpeaks(String locale, int width) {
        lectorium.processed(media.jibri(640, 360, 2));
        visitor.close();
        open(locale, width);
        signIn();

        for (String address : List.of("/archive", "/archive?status=trashed", "/upload", "/admin/search", "/nowhere")) {
            page.navigate(address);
            assertThat(page.locator("main h1").first()).isVisible();
            visitor.fits();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(locale.substring(0, 2));
        }
    }
}
