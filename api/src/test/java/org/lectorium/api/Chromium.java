package org.lectorium.api;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's Chromium, without a window. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--autoplay-policy=no-user-gesture-required",
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream");

    static Chromium launch() {
        var program = find();
        var playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions().setExecutablePath(program).setArgs(ARGUMENTS)));
    }

    private static Path find() {
        var found = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(found).as("a Chromium, which ./test installs where it may").isPresent();
        return found.orElseThrow();
    }

    /** A browser of somebody else's each time: without cookies. */
    BrowserContext open(URI site, String locale, int width) {
        return browser.newContext(new NewContextOptions()
                .setLocale(locale)
                .setViewportSize(width, 800)
                .setBaseURL(site.toString())
                .setAcceptDownloads(true));
    }

    /** A browser with a memory that outlives it, and with a tab that may be recorded. */
    BrowserContext openProfile(Path profile, URI site, String locale, int width) {
        var arguments = Stream.concat(
                        ARGUMENTS.stream().filter(each -> !each.contains("fake-ui")),
                        Stream.of("--auto-accept-this-tab-capture"))
                .toList();
        return playwright
                .chromium()
                .launchPersistentContext(
                        profile,
                        new LaunchPersistentContextOptions()
                                .setExecutablePath(find())
                                .setArgs(arguments)
                                .setPermissions(List.of("microphone"))
                                .setLocale(locale)
                                .setViewportSize(width, 800)
                                .setBaseURL(site.toString()));
    }

    /** As a crash does; its memory is left as it is. */
    static void kill(Path profile) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("--user-data-dir=" + profile))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
