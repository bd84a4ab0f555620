package org.lectorium.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lectorium.api.LectoriumWithKeycloak.Member;
import org.lectorium.testkit.LectoriumClient.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Single sign-on with a real Keycloak, whose realm is the one that administrators import, in a real browser. */
class KeycloakIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ADMIN = "lectorium-admin";
    private static final String LECTURER = "lectorium-lecturer";

    @RegisterExtension
    static final SharedChromium chromium = new SharedChromium();

    private static LectoriumWithKeycloak sso;

    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void prepare() {
        sso = LectoriumWithKeycloak.shared();
    }

    @BeforeEach
    void open() {
        context = browser();
        page = context.newPage();
    }

    private static BrowserContext browser() {
        return chromium.get().open(sso.child().address(), "ru-RU", 1280);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private void signIn(Member member) {
        signIn(member, "/archive");
    }

    private void signIn(Member member, String place) {
        page.navigate(place);
        page.locator("[data-testid=sso]").click();
        typePassword(page, member.username(), member.password());
        assertThat(page).hasURL(Pattern.compile(place + "$"));
        assertThat(page.locator("[data-testid=user-menu]")).isVisible();
    }

    private static void typePassword(Page page, String username, String password) {
        page.locator("#username").fill(username);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
    }

    private JsonNode me() {
        return JSON.readTree(page.request().get("/api/v1/me").text());
    }

    private int status(String path) {
        return page.request().get(path).status();
    }

    @Test
    void makesTheAccountOfWhoSignsInForTheFirstTime() {
        var sample = sso.keycloak()
                .get(LectoriumWithKeycloak.path("/users?username=boris&exact=true"))
                .get(0);
        var password = "password of the sample user";
        sso.keycloak()
                .put(
                        LectoriumWithKeycloak.path("/users/" + sample.path("id").asString() + "/reset-password"),
                        Map.of("type", "password", "value", password, "temporary", false));

        signIn(new Member(sample.path("id").asString(), "boris", password), "/upload");

        var me = me();
        assertThat(me.path("username").asString()).isEqualTo("boris");
        assertThat(me.path("displayName").asString()).isEqualTo("Борис Орлов");
        assertThat(me.path("email").asString()).isEqualTo("boris@example.org");
        assertThat(me.path("role").asString()).isEqualTo("lecturer");
        assertThat(me.path("groups").valueStream().map(JsonNode::asString)).containsExactly("/math");
        assertThat(me.path("local").asBoolean()).isFalse();
    }

    @Test
    void givesTheBrowserACookieAndNoToken() {
        var member = sso.member(List.of(), List.of());
        signIn(member);

        var kept = (String) page.evaluate(
                "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])");
        assertThat(kept).doesNotContain("eyJ").doesNotContain("lectorium=");
        var cookies = context.cookies(sso.child().address().toString());
        assertThat(cookies).noneMatch(cookie -> cookie.value.startsWith("eyJ"));
        assertThat(cookies)
                .filteredOn(cookie -> cookie.name.equals("lectorium"))
                .singleElement()
                .matches(cookie -> cookie.httpOnly && cookie.sameSite == SameSiteAttribute.LAX);
    }

    /** A11: the id that the browser had before somebody signed in is worth nothing after. */
    @Test
    void beginsANewSession() {
        var member = sso.member(List.of(), List.of());
        page.navigate("/sso/keycloak?redirect=/archive");
        var before = sessionCookie();
        typePassword(page, member.username(), member.password());
        page.getByRole(AriaRole.SEARCHBOX).waitFor();

        assertThat(sessionCookie()).isNotEqualTo(before);
        assertThat(sso.lectorium()
                        .nobody()
                        .withHeader("Cookie", "lectorium=" + before)
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }

    private String sessionCookie() {
        return context.cookies(sso.child().address().toString()).stream()
                .filter(cookie -> cookie.name.equals("lectorium"))
                .findFirst()
                .orElseThrow()
                .value;
    }

    /** A11: no open redirect. */
    @Test
    void comesBackToAPlaceOfOursOnly() {
        signIn(sso.member(List.of(), List.of()));
        for (String place : List.of(
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "%5C%5Cevil.example/",
                "/%5Cevil.example/",
                "%2F%2Fevil.example/",
                "/%09/evil.example/",
                "javascript:alert(1)",
                "/%0d%0aLocation:%20https://evil.example/")) {
            page.navigate("/sso/keycloak?redirect=" + place);

            assertThat(page.url()).startsWith(sso.child().address().toString());
        }
        // As the page of ours writes it.
        page.navigate("/sso/keycloak?redirect=%2Farchive%3Fq%3D%25D0%25B0");
        assertThat(page).hasURL(Pattern.compile("/archive\\?q=%D0%B0$"));
    }

    @Test
    void followsTheDirectoryAtEachSignIn() {
        var member = sso.member(List.of(), List.of("/math"));
        signIn(member);
        var id = me().path("id").asString();
        assertThat(me().path("role").asString()).isEqualTo("user");
        assertThat(status("/api/v1/users")).isEqualTo(403);

        sso.keycloak()
                .put(
                        LectoriumWithKeycloak.path("/users/" + member.id()),
                        Map.of(
                                "firstName",
                                "Вера",
                                "lastName",
                                "Соколова",
                                "email",
                                "vera-" + member.username() + "@example.org"));
        sso.addRole(member.id(), ADMIN);
        sso.join(member.id(), "/math/2b");
        sso.leave(member.id(), "/math");
        signOut();
        signIn(member);

        assertThat(me().path("id").asString()).isEqualTo(id);
        assertThat(me().path("displayName").asString()).isEqualTo("Вера Соколова");
        assertThat(me().path("email").asString()).startsWith("vera-");
        assertThat(me().path("role").asString()).isEqualTo("admin");
        assertThat(me().path("groups").valueStream().map(JsonNode::asString)).containsExactly("/math/2b");
        assertThat(status("/api/v1/users")).isEqualTo(200);

        sso.removeRole(member.id(), ADMIN);
        sso.addRole(member.id(), LECTURER);
        signOut();
        signIn(member);

        assertThat(me().path("role").asString()).isEqualTo("lecturer");
        assertThat(status("/api/v1/users")).isEqualTo(403);
    }

    private void signOut() {
        page.locator("[data-testid=user-menu]").click();
        page.locator("[data-testid=sign-out]").click();
        // As long as it may take a Keycloak that hangs.
        page.locator("[data-testid=sso]").waitFor();
    }

    @Test
    void endsTheSessionOfKeycloakWithOurs() {
        var member = sso.member(List.of(), List.of());
        signIn(member);
        assertThat(sessions(member)).hasSize(1);

        signOut();

        assertThat(status("/api/v1/me")).isEqualTo(401);
        assertThat(sessions(member)).isEmpty();
        page.locator("[data-testid=sso]").click();
        assertThat(page.locator("#password")).isVisible();
    }

    private static JsonNode sessions(Member member) {
        return sso.keycloak().get(LectoriumWithKeycloak.path("/users/" + member.id() + "/sessions"));
    }

    @Test
    void endsOurSessionWithKeycloaks() {
        var member = sso.member(List.of(), List.of());
        signIn(member);
        var elsewhere = browser();
        var other = elsewhere.newPage();
        other.navigate("/sso/keycloak?redirect=/archive");
        typePassword(other, member.username(), member.password());
        assertThat(other.getByRole(AriaRole.SEARCHBOX)).isVisible();
        var first = sessions(member)
                .valueStream()
                .min((a, b) ->
                        Long.compare(a.path("start").asLong(), b.path("start").asLong()))
                .orElseThrow();

        sso.keycloak()
                .delete(LectoriumWithKeycloak.path(
                        "/sessions/" + first.path("id").asString()));

        await().atMost(PATIENCE).until(() -> status("/api/v1/me") == 401);
        assertThat(other.request().get("/api/v1/me").status()).isEqualTo(200);

        sso.keycloak().post(LectoriumWithKeycloak.path("/users/" + member.id() + "/logout"), Map.of());

        await().atMost(PATIENCE).until(() -> other.request().get("/api/v1/me").status() == 401);
        elsewhere.close();
    }

    @Test
    void keepsOutWhomWeBlocked() {
        var member = sso.member(List.of(), List.of());
        signIn(member);
        var token = sso.tokens(member).path("access_token").asString();
        var program = sso.lectorium().nobody().withBearer(token);
        assertThat(program.get("/api/v1/me").status()).isEqualTo(200);

        sso.lectorium().admin().patch("/api/v1/users/" + me().path("id").asString(), "{\"blocked\": true}");

        assertThat(status("/api/v1/me")).isEqualTo(401);
        assertThat(program.get("/api/v1/me").status()).isEqualTo(401);
        page.navigate("/sso/keycloak");
        assertThat(page).hasURL(Pattern.compile("/login\\?problem=account-refused$"));
        assertThat(page.getByText("доступа к архиву нет")).isVisible();
    }

    @Test
    void takesTokensOfItsRealmAndItsApiOnly() {
        var member = sso.member(List.of(LECTURER), List.of("/math"));
        var tokens = sso.tokens(member);
        var me = ask(tokens.path("access_token").asString());
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.text("username")).isEqualTo(member.username());
        assertThat(me.text("role")).isEqualTo("lecturer");

        assertThat(ask(tokens.path("id_token").asString()).problem())
                .as("an ID token")
                .isEqualTo("bad-credentials");
        assertThat(ask(tokens.path("refresh_token").asString()).problem())
                .as("a refresh token")
                .isEqualTo("bad-credentials");
        assertThat(ask(ofAnotherClient(member)).problem()).as("for another API").isEqualTo("bad-credentials");
        assertThat(ask(ofAnotherRealm()).problem()).as("of another realm").isEqualTo("bad-credentials");
    }

    private static Answer ask(String token) {
        return sso.lectorium().nobody().withBearer(token).get("/api/v1/me");
    }

    private static String ofAnotherClient(Member member) {
        var client = "client-" + UUID.randomUUID();
        sso.keycloak()
                .post(
                        LectoriumWithKeycloak.path("/clients"),
                        Map.of("clientId", client, "publicClient", true, "directAccessGrantsEnabled", true));
        return sso.tokens(client, member).path("access_token").asString();
    }

    /** Called the same, for an API that is called the same, with somebody who is called the same. */
    private static String ofAnotherRealm() {
        var realm = "realm-" + UUID.randomUUID();
        sso.keycloak().importRealm(sso.realm(realm).toString());
        var id = sso.keycloak()
                .get("/" + realm + "/users?username=anna&exact=true")
                .get(0)
                .path("id")
                .asString();
        sso.keycloak()
                .put(
                        "/" + realm + "/users/" + id + "/reset-password",
                        Map.of("type", "password", "value", "password", "temporary", false));
        return sso.keycloak()
                .token(
                        realm,
                        Map.of("client_id", LectoriumWithKeycloak.PROGRAMS, "username", "anna", "password", "password"))
                .path("access_token")
                .asString();
    }

    /** A10: its time is not over, but its session is. */
    @Test
    void refusesATokenWhoseSessionHasEnded() {
        var member = sso.member(List.of(), List.of());
        var own = sso.tokens(member).path("access_token").asString();
        assertThat(ask(own).status()).isEqualTo(200);

        sso.keycloak().post(LectoriumWithKeycloak.path("/users/" + member.id() + "/logout"), Map.of());

        await().atMost(PATIENCE).until(() -> "bad-credentials".equals(ask(own).problem()));
    }

    /** F16: what was made with a key that is minutes old is taken, without a restart. */
    @Test
    void takesANewKeyOfTheRealm() {
        var member = sso.member(List.of(), List.of());
        var before = sso.tokens(member).path("access_token").asString();
        assertThat(ask(before).status()).isEqualTo(200);

        sso.keycloak()
                .post(
                        LectoriumWithKeycloak.path("/components"),
                        Map.of(
                                "name",
                                "rotated",
                                "providerId",
                                "rsa-generated",
                                "providerType",
                                "org.keycloak.keys.KeyProvider",
                                "config",
                                Map.of("priority", List.of("1000"), "keySize", List.of("2048"))));

        var after = sso.tokens(member).path("access_token").asString();
        assertThat(head(after)).isNotEqualTo(head(before));
        assertThat(ask(after).status()).isEqualTo(200);
        assertThat(ask(before).status()).isEqualTo(200);
        signIn(member);
    }

    private static String head(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    /** F16: who is in stays in; who wants in is told. */
    @Test
    void goesOnWithoutKeycloak() {
        var member = sso.member(List.of(), List.of());
        signIn(member);
        var token = sso.tokens(member).path("access_token").asString();
        assertThat(ask(token).status()).isEqualTo(200);
        var stranger = browser().newPage();

        sso.keycloak().pause();
        try {
            assertThat(status("/api/v1/recordings")).isEqualTo(200);
            assertThat(ask(token).status()).isEqualTo(200);
            stranger.navigate("/sso/keycloak?redirect=/archive");
            assertThat(stranger).hasURL(Pattern.compile("/login\\?problem=directory-unavailable$"));
            assertThat(stranger.getByText("Единый вход сейчас недоступен")).isVisible();
            signOut();
            assertThat(status("/api/v1/me")).isEqualTo(401);
        } finally {
            sso.keycloak().resume();
        }
        stranger.navigate("/sso/keycloak?redirect=/archive");
        typePassword(stranger, member.username(), member.password());
        assertThat(stranger.getByRole(AriaRole.SEARCHBOX)).isVisible();
        stranger.context().close();
    }

    /** The realm asks another one by SAML, as it would ask a university's Shibboleth. */
    @Test
    void letsInWhomASamlProviderVouchesFor() {
        var university = SamlUniversity.of(sso);
        var password = "password of the professor";
        var professor = university.professor(password);

        signInByTheUniversity(university, professor, password);

        var id = me().path("id").asString();
        assertThat(me().path("username").asString()).isEqualTo(professor);
        assertThat(me().path("displayName").asString()).isEqualTo("Иван Петров");
        assertThat(me().path("email").asString()).isEqualTo(professor + "@university.example");
        assertThat(me().path("role").asString()).isEqualTo("lecturer");

        university.retire(professor);
        signOut();
        context.clearCookies();
        signInByTheUniversity(university, professor, password);

        assertThat(me().path("id").asString()).isEqualTo(id);
        assertThat(me().path("role").asString()).isEqualTo("user");
    }

    private void signInByTheUniversity(SamlUniversity university, String username, String password) {
        page.navigate("/archive");
        page.locator("[data-testid=sso]").click();
        page.locator("#social-" + university.name()).click();
        assertThat(page).hasURL(Pattern.compile("/realms/" + university.name() + "/"));
        typePassword(page, username, password);
        assertThat(page).hasURL(Pattern.compile("/archive$"));
        assertThat(page.locator("[data-testid=user-menu]")).isVisible();
    }
}
