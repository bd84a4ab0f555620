package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What people and administrators do to accounts. */
@LectoriumTest
class AccountsIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
    }

    @Test
    void letsSomebodyChooseAPasswordOnce() {
        var invited = lectorium
                .admin()
                .post(
                        "/api/v1/users",
                        json("username", "u-" + UUID.randomUUID(), "displayName", "Анна", "role", "user"));
        var token = invited.text("path").substring("/invitation#".length());
        var guest = guest();

        assertThat(guest.post("/api/v1/invitations", json("token", token)).text("displayName"))
                .isEqualTo("Анна");
        assertThat(accept(guest, token, "short").problem()).isEqualTo("password-too-weak");
        assertThat(accept(guest, token, "длинная фраза").status()).isEqualTo(204);
        assertThat(accept(guest, token, "другая длинная фраза").problem()).isEqualTo("invitation-invalid");
    }

    @Test
    void endsTheOtherSessionsWithTheOldPassword() {
        var someone = lectorium.someone("user");
        var elsewhere = guest().signIn(someone.username(), someone.password());

        assertThat(someone.client()
                        .post("/api/v1/me/password", json("current", "not it", "next", "another password"))
                        .problem())
                .isEqualTo("password-wrong");
        assertThat(someone.client()
                        .post("/api/v1/me/password", json("current", someone.password(), "next", "another password"))
                        .status())
                .isEqualTo(204);

        assertThat(someone.client().get("/api/v1/me").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(guest().trySignIn(someone.username(), someone.password()).status())
                .isEqualTo(401);
    }

    @Test
    void signsOutElsewhere() {
        var someone = lectorium.someone("user");
        var elsewhere = guest().signIn(someone.username(), someone.password());
        var sessions = someone.client().get("/api/v1/me/sessions").body();
        assertThat(sessions).hasSize(2);
        var other = sessions.valueStream()
                .filter(session -> !session.path("current").asBoolean())
                .findFirst()
                .orElseThrow();

        someone.client().delete("/api/v1/me/sessions/" + other.path("id").asString());

        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(someone.client().get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void endsNobodyElsesSession() {
        var someone = lectorium.someone("user");
        var other = lectorium.someone("user");
        var id = someone.client()
                .get("/api/v1/me/sessions")
                .body()
                .get(0)
                .path("id")
                .asString();

        other.client().delete("/api/v1/me/sessions/" + id);

        assertThat(someone.client().get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void givesATokenWhatItWasMadeForAndNoMore() {
        var lecturer = lectorium.someone("lecturer");
        var reading = token(lecturer, "read");
        var secret = reading.text("secret");
        var program = lectorium.nobody().withBearer(secret);

        assertThat(program.get("/api/v1/recordings").status()).isEqualTo(200);
        assertThat(program.get("/api/v1/me").text("username")).isEqualTo(lecturer.username());
        assertThat(program.get("/api/v1/me/tokens").status()).isEqualTo(403);
        assertThat(program.post("/api/v1/me/tokens", "{}").status()).isEqualTo(403);
        assertThat(program.patch("/api/v1/recordings/" + UUID.randomUUID(), "{}")
                        .status())
                .isEqualTo(403);
        assertThat(program.post("/api/v1/ingest/recordings", "").status()).isEqualTo(403);
        assertThat(lecturer.client().get("/api/v1/me/tokens").body().toString())
                .contains("lastUsedAt\":\"2")
                .doesNotContain(secret);

        lecturer.client()
                .delete("/api/v1/me/tokens/"
                        + reading.body().path("token").path("id").asString());

        assertThat(program.get("/api/v1/recordings").status()).isEqualTo(401);
    }

    @Test
    void makesNoTokenThatIsMoreThanItsOwner() {
        assertThat(token(lectorium.someone("user"), "upload").status()).isEqualTo(400);
        assertThat(token(lectorium.someone("lecturer"), "admin").status()).isEqualTo(400);
        assertThat(token(lectorium.someone("user"), "account").status()).isEqualTo(400);
    }

    @Test
    void keepsAnAdminsTokenOutOfAdministration() {
        var admin = lectorium.someone("admin");
        var reader = lectorium.nobody().withBearer(token(admin, "read").text("secret"));
        var ruler = lectorium.nobody().withBearer(token(admin, "read", "admin").text("secret"));

        assertThat(reader.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(ruler.get("/api/v1/users").status()).isEqualTo(200);
    }

    @Test
    void keepsABlockedPersonOutAtOnce() {
        var someone = lectorium.someone("user");
        var program = lectorium.nobody().withBearer(token(someone, "read").text("secret"));
        assertThat(program.get("/api/v1/recordings").status()).isEqualTo(200);

        lectorium.admin().patch("/api/v1/users/" + someone.id(), "{\"blocked\": true}");

        assertThat(someone.client().get("/api/v1/recordings").status()).isEqualTo(401);
        assertThat(program.get("/api/v1/recordings").status()).isEqualTo(401);
        assertThat(guest().trySignIn(someone.username(), someone.password()).status())
                .isEqualTo(401);

        lectorium.admin().patch("/api/v1/users/" + someone.id(), "{\"blocked\": false}");

        assertThat(someone.client().get("/api/v1/recordings").status()).isEqualTo(401);
        assertThat(guest().trySignIn(someone.username(), someone.password()).status())
                .isEqualTo(200);
    }

    @Test
    void letsAnotherRoleCountFromTheNextRequestOn() {
        var someone = lectorium.someone("user");
        assertThat(someone.client().get("/api/v1/users").status()).isEqualTo(403);

        lectorium.admin().patch("/api/v1/users/" + someone.id(), "{\"role\": \"admin\"}");
        assertThat(someone.client().get("/api/v1/users").status()).isEqualTo(200);

        lectorium.admin().patch("/api/v1/users/" + someone.id(), "{\"role\": \"user\"}");
        assertThat(someone.client().get("/api/v1/users").status()).isEqualTo(403);
    }

    @Test
    void tellsEverythingAndForgetsIt() {
        var someone = lectorium.someone("user");
        assertThat(someone.client()
                        .get("/api/v1/me/data")
                        .body()
                        .path("account")
                        .path("username"))
                .hasToString("\"" + someone.username() + "\"");

        assertThat(someone.client().post("/api/v1/me/erase", "{}").problem()).isEqualTo("password-wrong");
        assertThat(someone.client()
                        .post("/api/v1/me/erase", json("password", someone.password()))
                        .status())
                .isEqualTo(204);

        assertThat(someone.client().get("/api/v1/me").status()).isEqualTo(401);
        assertThat(lectorium
                        .admin()
                        .get("/api/v1/users?q=" + someone.username())
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        var audit = lectorium.admin().get("/api/v1/audit?actor=" + someone.id()).body();
        assertThat(audit.path("total").asInt()).isPositive();
        assertThat(audit.path("items").get(0).path("actorName").isNull()).isTrue();
    }

    @Test
    void writesDownWhoDidWhat() {
        var someone = lectorium.someone("user");
        lectorium.admin().patch("/api/v1/users/" + someone.id(), "{\"role\": \"lecturer\"}");

        var entry = lectorium
                .admin()
                .get("/api/v1/audit?deed=role-changed&subject=" + someone.id())
                .body()
                .path("items")
                .get(0);

        assertThat(entry.path("actorName").asString()).isEqualTo("Administrator");
        assertThat(entry.path("via").asString()).isEqualTo("session");
        assertThat(entry.path("facts").path("before").asString()).isEqualTo("user");
        assertThat(entry.path("facts").path("role").asString()).isEqualTo("lecturer");
        assertThat(entry.path("address").asString()).isNotEmpty();
        assertThat(lectorium.admin().get("/api/v1/audit?deed=no-such-deed").status())
                .isEqualTo(400);
    }

    @Test
    void keepsAnAdministrator() {
        var me = lectorium.admin().get("/api/v1/me").text("id");
        var others = lectorium
                .admin()
                .get("/api/v1/users?role=admin&blocked=false")
                .body()
                .path("items")
                .valueStream()
                .map(user -> user.path("id").asString())
                .filter(id -> !id.equals(me))
                .toList();
        others.forEach(id -> lectorium.admin().delete("/api/v1/users/" + id));

        assertThat(lectorium
                        .admin()
                        .patch("/api/v1/users/" + me, "{\"role\": \"user\"}")
                        .problem())
                .isEqualTo("last-admin");
        assertThat(lectorium
                        .admin()
                        .patch("/api/v1/users/" + me, "{\"blocked\": true}")
                        .problem())
                .isEqualTo("last-admin");
        assertThat(lectorium.admin().get("/api/v1/me").text("role")).isEqualTo("admin");
    }

    private LectoriumClient guest() {
        var guest = lectorium.nobody();
        guest.get("/api/v1/session");
        return guest;
    }

    private static Answer accept(LectoriumClient guest, String token, String password) {
        return guest.post("/api/v1/invitations/accept", json("token", token, "password", password));
    }

    private static Answer token(Someone owner, String... scopes) {
        return owner.client()
                .post(
                        "/api/v1/me/tokens",
                        JSON.writeValueAsString(Map.of(
                                "name",
                                "test",
                                "scopes",
                                List.of(scopes),
                                "expiresAt",
                                Instant.now().plus(1, ChronoUnit.DAYS).toString())));
    }

    private static String json(String... pairs) {
        var object = JSON.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(pairs[i], pairs[i + 1]);
        }
        return object.toString();
    }
}
