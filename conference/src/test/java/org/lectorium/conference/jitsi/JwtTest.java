package org.lectorium.conference.jitsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.conference.jitsi.PageConfig.Style;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each test is a line of the table of what Prosody 0.12.3 does with a token that is another. */
class JwtTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.900Z");
    private static final Instant EXPIRES = NOW.plus(Duration.ofHours(3));
    private static final Entrant ANN =
            new Entrant("u-17", "Ann", "ann@example.org", "https://example.org/ann.png", true, true);
    private static final Entrant GUEST = new Entrant("pass:7", "Ben", null, null, false, false);

    @Test
    void hasATypeInCapitalsAndTheAlgorithmOfASecret() {
        assertThat(part(token(ANN), 0).toString()).isEqualTo("{\"typ\":\"JWT\",\"alg\":\"HS256\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_secret", "c2VjcmV0", "secret of more than thirty-two bytes, ключ"})
    void isSignedWithTheBytesOfTheSecretAsTheyAre(String secret) throws Exception {
        var parts = token(settings(secret, null), ANN).split("\\.");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));

        assertThat(parts).hasSize(3);
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII)));
        assertThat(String.join("", parts))
                .doesNotContain("=")
                .doesNotContain("+")
                .doesNotContain("/");
    }

    @Test
    void namesIssuerAudienceSubjectAndOneRoom() {
        var claims = claims(ANN);

        assertThat(claims.path("iss").asString()).isEqualTo("my_app");
        assertThat(claims.path("aud").isString())
                .as("an array never matches a list")
                .isTrue();
        assertThat(claims.path("aud").asString()).isEqualTo("jitsi");
        assertThat(claims.path("sub").asString()).isEqualTo("meet.example.org");
        assertThat(claims.path("room").asString()).isEqualTo("standup");
    }

    @ParameterizedTest
    @CsvSource({
        "meet.example.org, , meet.example.org, https://meet.example.org",
        "meet.example.org:8443, , meet.example.org, https://meet.example.org:8443",
        "http://localhost:8000, , localhost, http://localhost:8000",
        "meet.example.org, *, *, https://meet.example.org"
    })
    void hasASubjectWithoutPort(String domain, String subject, String sub, String origin) {
        var settings = new JitsiSettings(domain, "a", "s", "jitsi", subject, Duration.ofHours(1), null);

        assertThat(part(token(settings, ANN), 1).path("sub").asString()).isEqualTo(sub);
        assertThat(settings.origin()).isEqualTo(origin);
    }

    @Test
    void alwaysExpiresAndIsGoodForClocksThatAreBehind() {
        var claims = claims(ANN);

        for (var time : new String[] {"exp", "nbf", "iat"}) {
            assertThat(claims.path(time).isIntegralNumber()).as(time).isTrue();
        }
        assertThat(claims.path("exp").asLong()).isEqualTo(EXPIRES.getEpochSecond());
        assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("nbf").asLong()).isEqualTo(NOW.getEpochSecond() - 60);
    }

    @Test
    void tellsOfPeopleInStringsAlone() {
        for (var entrant : new Entrant[] {ANN, GUEST}) {
            var user = claims(entrant).at("/context/user");
            assertThat(user.properties()).isNotEmpty().allSatisfy(each -> {
                assertThat(each.getValue().isString()).as(each.getKey()).isTrue();
                assertThat(each.getKey()).matches("[a-z][a-z-]*");
            });
        }
        assertThat(claims(GUEST).at("/context/user/email").isMissingNode()).isTrue();
        assertThat(claims(GUEST).at("/context/user/avatar").isMissingNode()).isTrue();
        assertThat(claims(ANN).at("/context/user/avatar").asString()).isEqualTo("https://example.org/ann.png");
    }

    @Test
    void saysWhoModerates() {
        assertThat(claims(ANN).at("/context/user/affiliation").asString()).isEqualTo("owner");
        assertThat(claims(ANN).at("/context/user/moderator").asString()).isEqualTo("true");
        assertThat(claims(GUEST).at("/context/user/affiliation").asString()).isEqualTo("member");
        assertThat(claims(GUEST).at("/context/user/moderator").asString()).isEqualTo("false");
    }

    @Test
    void listsEveryFeatureSinceWhatIsNotListedIsDenied() {
        assertThat(claims(ANN).at("/context/features/recording").asBoolean()).isTrue();
        assertThat(claims(GUEST).at("/context/features/recording").asBoolean()).isFalse();
        assertThat(claims(GUEST).at("/context/features/moderation").asBoolean()).isFalse();
        for (var feature : new String[] {"screen-sharing", "send-groupchat", "create-polls", "file-upload"}) {
            assertThat(claims(GUEST).at("/context/features/" + feature).asBoolean())
                    .as(feature)
                    .isTrue();
        }
        for (var feature : new String[] {"livestreaming", "outbound-call", "sip-outbound-call", "transcription"}) {
            assertThat(claims(ANN).at("/context/features/" + feature).asBoolean(true))
                    .as(feature)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'A\u0000b', Ab",
        "'A\u0007\u009fb', Ab",
        "'\tAnn\n', Ann",
        "'A\ufffeb\ufdd0', Ab",
        "'Ёжик 🎓 <b>', 'Ёжик 🎓 <b>'"
    })
    void leavesOutWhatNoJoinSurvives(String name, String kept) {
        var entrant = new Entrant("u", name, null, null, false, false);

        assertThat(claims(entrant).at("/context/user/name").asString()).isEqualTo(kept);
    }

    @Test
    void leavesOutHalvesOfLetters() {
        assertThat(Jwt.harmless("A\ud83c!\udf93")).isEqualTo("A!");
        assertThat(Jwt.harmless("a".repeat(300))).hasSize(200);
    }

    @Test
    void neverShowsTheSecret() {
        assertThat(settings("the secret", null).toString()).doesNotContain("the secret");
    }

    @Test
    void opensTheAppByItsOwnSchemes() {
        var links = AppLinks.of(settings("s", null), "standup", "a.b.c");

        assertThat(links.web()).isEqualTo("https://meet.example.org/standup?jwt=a.b.c");
        assertThat(links.android())
                .isEqualTo("intent://meet.example.org/standup?jwt=a.b.c"
                        + "#Intent;scheme=org.jitsi.meet;package=org.jitsi.meet;end");
        assertThat(links.ios()).isEqualTo("org.jitsi.meet://meet.example.org/standup?jwt=a.b.c");
    }

    @Test
    void tellsThePageOnlyWhatItTakes() {
        var style =
                new Style(java.util.List.of("camera", "recording"), true, false, false, "https://x/logo", "#111111");

        var page = PageConfig.of("Физика", true, false, style);

        assertThat(page.config())
                .containsEntry("subject", "Физика")
                .containsEntry("p2p", java.util.Map.of("enabled", true))
                .containsEntry("localRecording", java.util.Map.of("disable", true))
                .containsEntry("toolbarButtons", java.util.List.of("camera"))
                .containsKey("lobby")
                .doesNotContainKeys("dynamicBrandingUrl", "brandingDataUrl");
        assertThat(PageConfig.of("x", false, true, Style.NONE).config()).doesNotContainKeys("lobby", "toolbarButtons");
    }

    private static JitsiSettings settings(String secret, @org.jspecify.annotations.Nullable String subject) {
        return new JitsiSettings("meet.example.org", "my_app", secret, "jitsi", subject, Duration.ofHours(3), null);
    }

    private static String token(Entrant entrant) {
        return token(settings("secret", null), entrant);
    }

    private static String token(JitsiSettings settings, Entrant entrant) {
        return Jwt.sign(Jwt.claims(settings, "standup", entrant, NOW, EXPIRES), settings.key());
    }

    private static JsonNode claims(Entrant entrant) {
        return part(token(entrant), 1);
    }

    private static JsonNode part(String token, int part) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[part]));
    }
}
