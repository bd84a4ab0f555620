package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectorium.api.RunningLectorium.Someone;

/** Somebody with a browser of their own, which must not complain. */
final class Visitor implements AutoCloseable {

    /** Of the pages' own tools; see package.json. */
    private static final Path AXE = Path.of("../web/node_modules/axe-core/axe.min.js");

    private final BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    private Visitor(BrowserContext context) {
        this.context = context;
        this.page = listenedTo(context.newPage());
    }

    private Page listenedTo(Page page) {
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("401")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    static Visitor of(Chromium chromium, int port, String locale, int width) {
        return new Visitor(chromium.open(URI.create("http://localhost:" + port), locale, width));
    }

    static Visitor with(BrowserContext context) {
        return new Visitor(context);
    }

    Page page() {
        return page;
    }

    /** Another tab, in place of the one before. */
    Page newPage() {
        page = listenedTo(context.newPage());
        return page;
    }

    Page signIn(Someone someone) {
        return signIn(someone.username(), someone.password());
    }

    Page signInAsAdmin() {
        return signIn("admin", LectoriumTest.ADMIN_PASSWORD);
    }

    /** @return the start page */
    private Page signIn(String username, String password) {
        page.navigate("/login");
        page.locator("input[name=username]").fill(username);
        page.locator("input[name=password]").fill(password);
        page.keyboard().press("Enter");
        assertThat(page.locator("#room-name")).isVisible();
        return page;
    }

    /** For what a test brought about itself. */
    void forgive(String complaint) {
        assertThat(complaints.removeIf(each -> each.contains(complaint))).isTrue();
    }

    /** Nothing has to be scrolled sideways. */
    void fits() {
        int tooWide = (Integer)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(tooWide).as("%s is so many pixels too wide", page.url()).isZero();
    }

    void isAccessible() {
        page.evaluate(axe());
        var violations = page.evaluate("""
                async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(
                  ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)""");
        assertThat((List<?>) violations).as(page.url()).isEmpty();
    }

    private static String axe() {
        try {
            return Files.readString(AXE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }
}
