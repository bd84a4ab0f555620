package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.testkit.LectoriumClient.Answer;

/**
 * A10, A11: tokens that the realm did not make, or not for this. The test knows a key of the realm, so that each forged
 * token differs in one thing from one that is good.
 */
class ForgedTokenIT {

    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    private static LectoriumWithKeycloak sso;
    private static RSAKey key;

    @BeforeAll
    static void shareAKeyWithTheRealm() throws Exception {
        sso = LectoriumWithKeycloak.shared();
        var own = new RSAKeyGenerator(2048).generate();
        var component = sso.keycloak()
                .post(
                        LectoriumWithKeycloak.path("/components"),
                        Map.of(
                                "name",
                                "shared-with-the-test",
                                "providerId",
                                "rsa",
                                "providerType",
                                "org.keycloak.keys.KeyProvider",
                                "config",
                                Map.of("priority", List.of("1"), "privateKey", List.of(pem(own)))));
        var kid = sso.keycloak()
                .get(LectoriumWithKeycloak.path("/keys"))
                .path("keys")
                .valueStream()
                .filter(each -> each.path("providerId").asString().equals(component))
                .findFirst()
                .orElseThrow()
                .path("kid")
                .asString();
        key = new RSAKey.Builder(own).keyID(kid).build();
    }

    private static String pem(RSAKey key) throws Exception {
        return Base64.getEncoder().encodeToString(key.toRSAPrivateKey().getEncoded());
    }

    private static JWTClaimsSet.Builder good() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(sso.keycloak().issuer(LectoriumWithKeycloak.REALM))
                .subject(UUID.randomUUID().toString())
                .audience("lectorium-api")
                .claim("azp", LectoriumWithKeycloak.PROGRAMS)
                .claim("typ", "Bearer")
                .claim("preferred_username", "forged")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID());
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws Exception {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String signed(JWTClaimsSet.Builder claims) throws Exception {
        return signed(header().build(), claims.build(), new RSASSASigner(key));
    }

    private static Answer ask(String token) {
        return sso.lectorium().nobody().withBearer(token).get("/api/v1/me");
    }

    @Test
    void takesTheOneThatOthersDifferFrom() throws Exception {
        assertThat(ask(signed(good())).status()).isEqualTo(200);
    }

    static Stream<Arguments> wrongClaims() {
        var past = Date.from(Instant.now().minus(Duration.ofMinutes(10)));
        var future = Date.from(Instant.now().plus(Duration.ofMinutes(10)));
        return Stream.of(
                claims("no issuer", claims -> claims.issuer(null)),
                claims("another issuer", claims -> claims.issuer(sso.keycloak().issuer("master"))),
                claims(
                        "an issuer that begins the same",
                        claims -> claims.issuer(sso.keycloak().issuer(LectoriumWithKeycloak.REALM) + "/")),
                claims("no audience", claims -> claims.audience((String) null)),
                claims("another audience", claims -> claims.audience("account")),
                claims("our client as the audience", claims -> claims.audience("lectorium")),
                claims("an audience that begins the same", claims -> claims.audience("lectorium-api-2")),
                claims("expired", claims -> claims.expirationTime(past)),
                claims("never expires", claims -> claims.expirationTime(null)),
                claims("not yet", claims -> claims.notBeforeTime(future)),
                claims("an ID token", claims -> claims.claim("typ", "ID")),
                claims("a refresh token", claims -> claims.claim("typ", "Refresh")),
                claims("a logout token", claims -> claims.claim("typ", "Logout")),
                claims("of no type", claims -> claims.claim("typ", null)));
    }

    private static Arguments claims(String name, Consumer<JWTClaimsSet.Builder> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void refusesWrongClaims(String name, Consumer<JWTClaimsSet.Builder> change) throws Exception {
        var claims = good();
        change.accept(claims);

        assertThat(ask(signed(claims)).problem()).as(name).isEqualTo("bad-credentials");
    }

    @Test
    void refusesATokenWithoutSignature() throws Exception {
        var claims = good().build();
        var parts = signed(good()).split("\\.", -1);

        assertThat(ask(new PlainJWT(claims).serialize()).problem()).isEqualTo("bad-credentials");
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            var head = encoded("{\"alg\":\"" + none + "\",\"typ\":\"JWT\",\"kid\":\"" + key.getKeyID() + "\"}");
            assertThat(ask(head + "." + parts[1] + ".").problem()).as(none).isEqualTo("bad-credentials");
            assertThat(ask(head + "." + parts[1] + "." + parts[2]).problem())
                    .as(none)
                    .isEqualTo("bad-credentials");
        }
        assertThat(ask(parts[0] + "." + parts[1] + ".").problem()).isEqualTo("bad-credentials");
        assertThat(ask(parts[0] + "." + encoded(claims.toString()) + "." + parts[2])
                        .problem())
                .as("another body under the same signature")
                .isEqualTo("bad-credentials");
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The public key is no secret; whoever takes it for one lets anybody sign. */
    @Test
    void refusesThePublicKeyAsASecret() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        var encodings = List.of(
                key.toRSAPublicKey().getEncoded(),
                key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(key.toRSAPublicKey().getEncoded())
                                + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.UTF_8));
        for (byte[] secret : encodings) {
            assertThat(ask(signed(header, good().build(), new MACSigner(secret)))
                            .problem())
                    .isEqualTo("bad-credentials");
        }
    }

    @Test
    void refusesKeysThatAreNotTheRealms() throws Exception {
        var strange = new RSAKeyGenerator(2048).keyID("strange").generate();
        var signer = new RSASSASigner(strange);
        var claims = good().build();

        assertThat(ask(signed(header().keyID("strange").build(), claims, signer))
                        .problem())
                .as("an unknown key")
                .isEqualTo("bad-credentials");
        assertThat(ask(signed(header().build(), claims, signer)).problem())
                .as("under the name of a known one")
                .isEqualTo("bad-credentials");
        assertThat(ask(signed(header().keyID(null).build(), claims, signer)).problem())
                .as("without a name")
                .isEqualTo("bad-credentials");
        assertThat(ask(signed(header().keyID("../../etc/passwd").build(), claims, signer))
                        .problem())
                .isEqualTo("bad-credentials");
        assertThat(ask(signed(header().jwk(strange.toPublicJWK()).build(), claims, signer))
                        .problem())
                .as("brought along")
                .isEqualTo("bad-credentials");
    }

    @Test
    void fetchesNoKeyFromWhereATokenSays() throws Exception {
        var strange = new RSAKeyGenerator(2048).keyID("strange").generate();
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            var keys = ("{\"keys\":[" + strange.toPublicJWK() + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        try {
            var keys = URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
            var header =
                    header().keyID("strange").jwkURL(keys).x509CertURL(keys).build();

            var answer = ask(signed(header, good().build(), new RSASSASigner(strange)));

            assertThat(answer.problem()).isEqualTo("bad-credentials");
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    /** ROLE_USER is not ROLE_USER_X, and the words of our own roles mean nothing in the realm. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lectorium-admin-assistant",
                "lectorium-admin ",
                "LECTORIUM-ADMIN",
                "admin",
                "ADMIN",
                "ROLE_ADMIN",
                "lectorium-lecturer,lectorium-admin"
            })
    void comparesRolesAsAWhole(String role) throws Exception {
        var almost = good().claim("realm_access", Map.of("roles", List.of(role)))
                .claim("roles", List.of("lectorium-admin"))
                .claim("scope", "admin lectorium-admin");
        var admin = good().claim("realm_access", Map.of("roles", List.of("lectorium-admin")));

        assertThat(ask(signed(almost)).text("role")).isEqualTo("user");
        assertThat(ask(signed(admin)).text("role")).isEqualTo("admin");
    }

    @Test
    void takesARoleOfOurClientAndOfNoOther() throws Exception {
        var admin = Map.of("roles", List.of("lectorium-admin"));

        assertThat(ask(signed(good().claim("resource_access", Map.of("lectorium", admin))))
                        .text("role"))
                .isEqualTo("admin");
        assertThat(ask(signed(good().claim("resource_access", Map.of("moodle", admin))))
                        .text("role"))
                .isEqualTo("user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x.y.z", "eyJhbGciOiJSUzI1NiJ9..", "lct_", "\u00e9\u00e9", "e30.e30.e30.e30.e30"})
    void refusesWhatIsNoToken(String token) {
        assertThat(ask(token).status()).isEqualTo(401);
    }

    private static JWTClaimsSet.Builder logout(String subject, String sid) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(sso.keycloak().issuer(LectoriumWithKeycloak.REALM))
                .subject(subject)
                .audience("lectorium")
                .claim("sid", sid)
                .claim("events", Map.of(LOGOUT, Map.of()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)));
    }

    static Stream<Arguments> wrongLogouts() {
        var past = Date.from(Instant.now().minus(Duration.ofMinutes(10)));
        return Stream.of(
                claims(
                        "of another realm",
                        claims -> claims.issuer(sso.keycloak().issuer("master"))),
                claims("for another client", claims -> claims.audience("moodle")),
                claims("for the API", claims -> claims.audience("lectorium-api")),
                claims("expired", claims -> claims.expirationTime(past)),
                claims("no event", claims -> claims.claim("events", null)),
                claims("another event", claims -> claims.claim("events", Map.of("urn:other", Map.of()))),
                claims("an ID token", claims -> claims.claim("nonce", "n")),
                claims("of nobody", claims -> claims.subject(null).claim("sid", null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongLogouts")
    void endsNoSessionByAForgedLogout(String name, Consumer<JWTClaimsSet.Builder> change) throws Exception {
        var subject = UUID.randomUUID().toString();
        var sid = UUID.randomUUID().toString();
        var token = signed(good().subject(subject).claim("sid", sid));
        assertThat(ask(token).status()).isEqualTo(200);
        var claims = logout(subject, sid);
        change.accept(claims);

        assertThat(sendLogout(signed(claims))).as(name).isEqualTo(401);
        assertThat(ask(token).status()).isEqualTo(200);

        assertThat(sendLogout(new PlainJWT(logout(subject, sid).build()).serialize()))
                .isEqualTo(401);
        assertThat(ask(token).status()).isEqualTo(200);

        assertThat(sendLogout(signed(logout(subject, sid)))).as("a good one").isEqualTo(200);
        assertThat(ask(token).problem()).isEqualTo("bad-credentials");
    }

    private static int sendLogout(String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(sso.child().address().resolve("/sso/back-channel-logout"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(
                                        "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
