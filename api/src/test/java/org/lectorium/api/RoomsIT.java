package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.RoomRules;
import org.lectorium.core.UserId;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Rooms, and going in: who may what, and what they get. */
@LectoriumTest
class RoomsIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private RoomRules rules;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone owner;
    private Someone other;
    private String name;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        other = lectorium.someone("user", "physics");
        name = "room-" + UUID.randomUUID();
    }

    @Test
    void opensARoomByJoiningAndSignsATokenForThatRoomAlone() throws Exception {
        var before = Instant.now();

        var joined = owner.client()
                .post("/api/v1/rooms/" + encoded("Щукин и ёж " + name) + "/join", json("title", "Щукин и ёж " + name));

        assertThat(joined.status()).as(joined.toString()).isEqualTo(200);
        var slug = joined.text("room");
        assertThat(slug).startsWith("shchukin-i-yozh-room-").hasSizeLessThanOrEqualTo(60);
        assertThat(joined.text("title")).isEqualTo("Щукин и ёж " + name);
        assertThat(joined.text("domain")).isEqualTo(StandInJitsi.started().host());
        assertThat(joined.text("script")).isEqualTo(StandInJitsi.started().origin() + "/external_api.js");
        assertThat(joined.text("displayName")).isEqualTo("Name of " + owner.username());
        assertThat(joined.body().path("moderator").asBoolean()).isTrue();
        assertThat(joined.body().path("mayRecord").asBoolean()).isTrue();
        assertThat(joined.body().at("/configOverwrite/p2p/enabled").asBoolean()).isTrue();
        assertThat(joined.body().at("/configOverwrite/localRecording/disable").asBoolean())
                .isTrue();
        var jwt = SignedJWT.parse(joined.text("jwt"));
        assertThat(jwt.verify(new MACVerifier(StandInJitsi.APP_SECRET))).isTrue();
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("JWT");
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(StandInJitsi.APP_ID);
        assertThat(claims.getClaim("room")).isEqualTo(slug);
        assertThat(claims.getSubject()).isEqualTo("localhost");
        assertThat(claims.getNotBeforeTime().toInstant()).isBefore(before);
        assertThat(claims.getExpirationTime().toInstant()).isAfter(before.plusSeconds(60));
        var user = JSON.valueToTree(claims.getJSONObjectClaim("context")).path("user");
        assertThat(user.path("id").asString()).isEqualTo(owner.id());
        assertThat(user.path("affiliation").asString()).isEqualTo("owner");
    }

    @Test
    void asksJitsiOnceAndRemembers() {
        join(owner);
        int asked = StandInJitsi.started().asked();

        join(owner);
        join(other);

        assertThat(StandInJitsi.started().asked()).isEqualTo(asked);
    }

    @Test
    void makesModeratorsOfOwnersWhoeverCameFirst() {
        assertThat(owner.client().post("/api/v1/rooms", json("title", name)).status())
                .isEqualTo(201);

        var guest = join(other);
        var admin = lectorium.admin().post("/api/v1/rooms/" + name + "/join", "{}");

        assertThat(guest.body().path("moderator").asBoolean()).isFalse();
        assertThat(guest.body().path("mayRecord").asBoolean()).isFalse();
        assertThat(guest.body().at("/configOverwrite/recordingService/enabled").asBoolean())
                .isFalse();
        assertThat(admin.body().path("moderator").asBoolean()).isTrue();
    }

    @Test
    void opensNoRoomTwice() {
        var first = owner.client().post("/api/v1/rooms", json("title", name));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("name")).isEqualTo(name);

        var again = other.client().post("/api/v1/rooms", json("title", name.toUpperCase(java.util.Locale.ROOT)));

        assertThat(again.problem()).isEqualTo("room-exists");
        assertThat(again.body().at("/facts/room").asString()).isEqualTo(name);
        assertThat(other.client().post("/api/v1/rooms", json("title", "!?")).problem())
                .isEqualTo("room-name-invalid");
    }

    @Test
    void hidesRoomsFromThoseWhoMayNotEnter() {
        open(owner);
        assertThat(change(owner, json("entry", "group", "entryGroups", List.of("chemistry")))
                        .status())
                .isEqualTo(200);

        assertThat(other.client().get("/api/v1/rooms/" + name).problem()).isEqualTo("room-not-found");
        assertThat(other.client().get("/api/v1/rooms/" + name + "/meetings").problem())
                .isEqualTo("room-not-found");
        assertThat(found(other)).isZero();
        assertThat(join(other).problem()).isEqualTo("room-not-yours");
        assertThat(change(other, json("title", "mine")).problem()).isEqualTo("room-not-found");
        assertThat(other.client().delete("/api/v1/rooms/" + name).problem()).isEqualTo("room-not-found");

        change(owner, json("entryGroups", List.of("chemistry", "physics")));

        assertThat(found(other)).isOne();
        assertThat(join(other).status()).isEqualTo(200);
        assertThat(found(owner)).isOne();
    }

    @Test
    void tellsOnlyOwnersWhatIsLaidDown() {
        open(owner);
        change(owner, json("recordingAccess", "group", "recordingGroups", List.of("physics"), "consentText", "So."));

        var seen = other.client().get("/api/v1/rooms/" + name).body();

        assertThat(seen.path("mayManage").asBoolean()).isFalse();
        assertThat(seen.path("recordingAccess").isNull()).isTrue();
        assertThat(seen.path("recordingGroups").size()).isZero();
        assertThat(seen.path("consentText").isNull()).isTrue();
        assertThat(change(other, json("title", "mine")).problem()).isEqualTo("room-not-yours");
        assertThat(other.client().delete("/api/v1/rooms/" + name).problem()).isEqualTo("room-not-yours");
        assertThat(other.client()
                        .post("/api/v1/rooms/" + name + "/calendar-key", "")
                        .problem())
                .isEqualTo("room-not-yours");
    }

    @Test
    void tellsRecordingsWhatIsLaidDown() {
        open(owner);
        change(owner, json("recordingAccess", "group", "recordingGroups", List.of("physics"), "title", "Физика"));

        var rule = rules.of(name).orElseThrow();

        assertThat(rule.title()).isEqualTo("Физика");
        assertThat(rule.owners()).containsExactly(UserId.of(owner.id()));
        assertThat(rule.recordingAccess()).isEqualTo(AccessLevel.GROUP);
        assertThat(rule.recordingGroups()).containsExactly("physics");
        change(owner, "{\"recordingAccess\": null}");
        assertThat(rules.of(name).orElseThrow().recordingAccess()).isNull();
    }

    @Test
    void keepsAnOwnerAndTakesOnlyPeopleThatThereAre() {
        open(owner);

        assertThat(change(owner, json("owners", List.of())).problem()).isEqualTo("room-field-invalid");
        assertThat(change(owner, json("owners", List.of(UUID.randomUUID()))).problem())
                .isEqualTo("room-field-invalid");
        assertThat(change(owner, json("entry", "anybody")).problem()).isEqualTo("room-field-invalid");
        assertThat(change(owner, json("owners", List.of(owner.id(), other.id())))
                        .status())
                .isEqualTo(200);
        assertThat(join(other).body().path("moderator").asBoolean()).isTrue();
    }

    @Test
    void letsNobodyInWithoutConsentAndKeepsIt() {
        open(owner);
        change(owner, json("consent", true, "consentText", "Записываем всё."));

        var refused = join(other);
        assertThat(refused.problem()).isEqualTo("consent-required");
        assertThat(refused.body().at("/facts/text").asString()).isEqualTo("Записываем всё.");
        assertThat(other.client()
                        .post("/api/v1/rooms/" + name + "/join", json("consent", true))
                        .status())
                .isEqualTo(200);
        int number = conference(Instant.now().plusSeconds(30));

        var consents = owner.client().get("/api/v1/conferences/" + number + "/consents");
        assertThat(consents.body().size()).as(consents.toString()).isOne();
        assertThat(consents.body().at("/0/name").asString()).isEqualTo("Name of " + other.username());
        assertThat(consents.body().at("/0/text").asString()).isEqualTo("Записываем всё.");
        assertThat(consents.body().at("/0/version").asString())
                .isEqualTo(refused.body().at("/facts/version").asString());
        assertThat(other.client()
                        .get("/api/v1/conferences/" + number + "/consents")
                        .problem())
                .isEqualTo("conference-not-found");
    }

    @Test
    void showsWhatIsLive() {
        open(owner);
        change(owner, json("entry", "owners"));
        int number = conference(Instant.now().minusSeconds(60));
        jdbc.sql("""
                        insert into conference.attendances (conference, participant, joined_at, uncertain, kind, moderator)
                        values (?, 'a', now(), false, 'participant', false), (?, 'r', now(), false, 'recorder', false)
                        """).params(number, number).update();

        var live = owner.client().get("/api/v1/rooms/live").body();
        assertThat(live.toString()).contains(name);
        var room = owner.client().get("/api/v1/rooms/" + name).body().path("live");
        assertThat(room.path("conference").asInt()).isEqualTo(number);
        assertThat(room.path("people").asInt()).isOne();
        assertThat(other.client().get("/api/v1/rooms/live").body().toString()).doesNotContain(name);
    }

    @Test
    void plansSeriesAndFeedsCalendars() throws Exception {
        open(owner);
        var plan = Map.of(
                "title", "Семинар",
                "startsAt", "2026-10-20T07:00:00Z",
                "durationSeconds", 5400,
                "zone", "Europe/Berlin",
                "rrule", "FREQ=WEEKLY;COUNT=200");
        var planned = owner.client().post("/api/v1/rooms/" + name + "/meetings", JSON.writeValueAsString(plan));
        assertThat(planned.status()).as(planned.toString()).isEqualTo(201);
        assertThat(planned.body().path("next").size()).isEqualTo(5);
        assertThat(other.client()
                        .post("/api/v1/rooms/" + name + "/meetings", JSON.writeValueAsString(plan))
                        .problem())
                .isEqualTo("room-not-yours");
        for (var wrong : List.of("FREQ=SECONDLY", "often", "FREQ=DAILY;BYHOUR=1,2,3")) {
            var change = new java.util.HashMap<String, Object>(plan);
            change.put("rrule", wrong);
            assertThat(owner.client()
                            .post("/api/v1/rooms/" + name + "/meetings", JSON.writeValueAsString(change))
                            .problem())
                    .as(wrong)
                    .isEqualTo("room-field-invalid");
        }

        var path = owner.client()
                .post("/api/v1/rooms/" + name + "/calendar-key", "")
                .text("path");
        var feed = fetch(path);

        assertThat(feed.statusCode()).isEqualTo(200);
        var events = new CalendarBuilder()
                .build(new ByteArrayInputStream(feed.body()))
                .getComponents(Component.VEVENT);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().getProperty(Property.SUMMARY).orElseThrow().getValue())
                .isEqualTo("Семинар");
        assertThat(fetch(path + "x").statusCode()).isEqualTo(404);
        owner.client().post("/api/v1/rooms/" + name + "/calendar-key", "");
        assertThat(fetch(path).statusCode()).isEqualTo(404);
        var id = planned.text("id");
        assertThat(other.client()
                        .delete("/api/v1/rooms/" + name + "/meetings/" + id)
                        .problem())
                .isEqualTo("room-not-yours");
        assertThat(owner.client()
                        .delete("/api/v1/rooms/" + name + "/meetings/" + id)
                        .status())
                .isEqualTo(204);
        assertThat(owner.client()
                        .get("/api/v1/rooms/" + name + "/meetings")
                        .body()
                        .size())
                .isZero();
    }

    @Test
    void closesARoomForGood() {
        open(owner);

        assertThat(owner.client().delete("/api/v1/rooms/" + name).status()).isEqualTo(204);

        assertThat(owner.client().get("/api/v1/rooms/" + name).problem()).isEqualTo("room-not-found");
    }

    private void open(Someone someone) {
        assertThat(someone.client().post("/api/v1/rooms", json("title", name)).status())
                .isEqualTo(201);
    }

    private Answer join(Someone someone) {
        return someone.client().post("/api/v1/rooms/" + name + "/join", "{}");
    }

    private Answer change(Someone someone, String json) {
        return someone.client().patch("/api/v1/rooms/" + name, json);
    }

    private int found(Someone someone) {
        return someone.client()
                .get("/api/v1/rooms?q=" + name)
                .body()
                .path("total")
                .asInt();
    }

    private int conference(Instant start) {
        return jdbc.sql("""
                        insert into conference.conferences
                            (room, room_jid, meeting, started_at, uncertain, people, peak, messages, person_seconds, heard_at)
                        values (?, ?, ?, ?, false, 0, 0, 0, 0, now()) returning number
                        """)
                .params(name, name + "@muc", UUID.randomUUID().toString(), Timestamp.from(start))
                .query(Integer.class)
                .single();
    }

    private java.net.http.HttpResponse<byte[]> fetch(String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String json(Object... pairs) {
        var map = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return JSON.writeValueAsString(map);
    }
}
