package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import tools.jackson.databind.json.JsonMapper;

/** A18: the log of a run in which secrets were used has none of them, and no lines that others wrote. */
class SecretsInLogsIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path temp;

    private static LectoriumWithKeycloak sso;
    private static RunningLectorium lectorium;

    private final List<String> secrets = new ArrayList<>();

    @BeforeAll
    static void start() {
        sso = LectoriumWithKeycloak.shared();
        lectorium = sso.lectorium();
    }

    @Test
    void areNotThere() throws Exception {
        secrets.add(sso.secret());
        secrets.add(LectoriumTest.ADMIN_PASSWORD);
        secrets.add(LectoriumTest.INGEST_TOKEN);
        signInAndFail();
        useTokens();
        shareWithPassword();

        assertThat(secrets).hasSizeGreaterThan(12).allMatch(secret -> secret.length() > 8);
        var log = log();
        assertThat(log).contains("Sign-in failed from");
        for (String secret : secrets) {
            assertThat(log).doesNotContain(secret);
        }
    }

    private void signInAndFail() {
        var someone = lectorium.someone("lecturer");
        secrets.add(someone.password());
        secrets.add(Objects.requireNonNull(someone.client().cookie("lectorium")));
        secrets.add(Objects.requireNonNull(someone.client().cookie("XSRF-TOKEN")));
        var wrong = "nearly " + someone.password();
        secrets.add(wrong);
        // People type a password where the name belongs.
        lectorium.nobody().trySignIn(wrong, wrong);
        lectorium.nobody().trySignIn(someone.username(), wrong);
        someone.client().post("/api/v1/me/password", JSON.writeValueAsString(Map.of("current", wrong, "next", "x")));
        var invited = lectorium
                .admin()
                .post(
                        "/api/v1/users",
                        JSON.writeValueAsString(
                                Map.of("username", "i-" + UUID.randomUUID(), "displayName", "x", "role", "user")));
        // Behind the #, which no browser sends.
        assertThat(invited.text("path")).startsWith("/invitation#");
        var invitation = invited.text("path").substring("/invitation#".length());
        secrets.add(invitation);
        var guest = lectorium.nobody();
        guest.get("/api/v1/session");
        guest.post("/api/v1/invitations/accept", JSON.writeValueAsString(Map.of("token", invitation, "password", "x")));
    }

    private void useTokens() {
        var someone = lectorium.someone("lecturer");
        var token = someone.client()
                .post(
                        "/api/v1/me/tokens",
                        JSON.writeValueAsString(Map.of(
                                "name",
                                "log",
                                "scopes",
                                List.of("read"),
                                "expiresAt",
                                Instant.now().plus(1, ChronoUnit.DAYS).toString())))
                .text("secret");
        secrets.add(token);
        assertThat(bearer(token).get("/api/v1/me").status()).isEqualTo(200);
        assertThat(bearer(token + "x").get("/api/v1/me").status()).isEqualTo(401);
        var member = sso.member(List.of(), List.of());
        secrets.add(member.password());
        var tokens = sso.tokens(member);
        for (String kind : List.of("access_token", "id_token", "refresh_token")) {
            var each = tokens.path(kind).asString();
            // Its signature; the rest tells nothing without.
            secrets.add(each.substring(each.lastIndexOf('.') + 1));
            bearer(each).get("/api/v1/me");
        }
    }

    private static LectoriumClient bearer(String token) {
        return lectorium.nobody().withBearer(token);
    }

    private void shareWithPassword() {
        var owner = lectorium.someone("lecturer");
        var media = new GeneratedMedia(temp);
        var id = owner.client()
                .deliver("", media.another(media.jibri(320, 240, 2)))
                .text("id");
        lectorium.processed(id);
        owner.client().patch("/api/v1/recordings/" + id, "{\"access\": \"link\"}");
        var token = owner.client()
                .post(
                        "/api/v1/recordings/" + id + "/shares",
                        "{\"download\": true, \"password\": \"correct horse battery\"}")
                .text("token");
        secrets.add(token);
        secrets.add("correct horse battery");
        for (String password : List.of("wrong horse battery", "correct horse battery")) {
            secrets.add(password);
            var opened = lectorium
                    .nobody()
                    .post("/api/v1/shares/open", JSON.writeValueAsString(Map.of("token", token, "password", password)));
            if (opened.status() == 200) {
                secrets.add(opened.text("visit"));
                var link = opened.body().path("playback").path("poster").asString();
                secrets.add(link.split("/", 4)[2]);
                lectorium.nobody().get(link + "x");
            }
        }
    }

    /** Line breaks in what others choose begin no line of the log. */
    @Test
    void haveOnlyLinesOfOurs() throws Exception {
        var fake = "9999-01-01T00:00:00.000Z  INFO 1 --- [lectorium] [main] forged : forged";
        var encoded = "%0D%0A9999-01-01T00:00:00.000Z%20%20INFO%201%20---%20forged";
        for (String breaks : List.of("\r\n", "\n", "\u0085", "\u2028")) {
            lectorium.nobody().trySignIn("admin" + breaks + fake, "x");
        }
        var browser = lectorium.nobody();
        var state = state(browser);
        browser.get("/sso/keycloak/callback?state=" + state + "&error=access_denied&error_description=" + encoded);
        browser.get("/sso/keycloak/callback?code=x" + encoded + "&state=" + state(browser));
        browser.get("/sso/keycloak/callback?code=x&state=" + encoded);
        browser.get("/sso/keycloak?redirect=" + encoded);
        browser.get("/sso/" + encoded);
        browser.get("/api/v1/recordings/" + encoded);
        browser.get("/media/" + encoded);
        lectorium.deliver(
                Files.writeString(temp.resolve("x.mp4"), UUID.randomUUID().toString()),
                "x.mp4",
                JSON.writeValueAsString(Map.of("title", "a\r\n" + fake, "room", "b\n" + fake)),
                null);
        lectorium
                .nobody()
                .withBearer("x")
                .withHeader("User-Agent", "agent %0a" + fake)
                .get("/api/v1/me");

        assertThat(log()).contains("A sign-in by the directory failed");
        assertThat(log().lines()).noneMatch(line -> line.startsWith("9999"));
    }

    /** Of a sign-in that has begun. */
    private static String state(LectoriumClient browser) {
        var location = URI.create(browser.get("/sso/keycloak").header("Location"));
        return List.of(location.getRawQuery().split("&")).stream()
                .filter(parameter -> parameter.startsWith("state="))
                .map(parameter -> parameter.substring("state=".length()))
                .findFirst()
                .orElseThrow();
    }

    private static String log() throws Exception {
        return Files.readString(sso.child().child().log());
    }
}
