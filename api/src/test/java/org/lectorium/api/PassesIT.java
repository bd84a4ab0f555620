package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import jakarta.mail.Multipart;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Guests and their passes. */
@LectoriumTest
class PassesIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone owner;
    private Someone other;
    private String room;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        other = lectorium.someone("lecturer");
        room = "room-" + UUID.randomUUID();
        owner.client().post("/api/v1/rooms", json("title", room));
    }

    @Test
    void letsAGuestIn() throws Exception {
        var made = make("name", "Гость");

        var door = door(token(made));
        assertThat(door.text("state")).isEqualTo("active");
        assertThat(door.text("roomTitle")).isEqualTo(room);
        var nameless = enter(token(made), json("name", " "));
        assertThat(nameless.problem()).isEqualTo("name-missing");
        var joined = enter(token(made), json("name", "Иван \u0007Иванов"));

        assertThat(joined.status()).as(joined.toString()).isEqualTo(200);
        assertThat(joined.body().path("moderator").asBoolean()).isFalse();
        var user = JSON.valueToTree(
                        SignedJWT.parse(joined.text("jwt")).getJWTClaimsSet().getJSONObjectClaim("context"))
                .path("user");
        assertThat(user.path("name").asString()).isEqualTo("Иван Иванов");
        assertThat(user.path("id").asString()).isEqualTo("pass:" + id(made));
        assertThat(user.path("moderator").asString()).isEqualTo("false");
        var uses = owner.client().get("/api/v1/passes/" + id(made) + "/uses").body();
        assertThat(uses.size()).isOne();
        assertThat(uses.at("/0/name").asString()).startsWith("Иван");
    }

    @Test
    void countsEachGuestOnce() {
        var made = make("name", "one", "maxUses", 1);
        var first = enter(token(made), json("name", "A"));

        assertThat(enter(token(made), json("name", "A", "visit", first.text("visit")))
                        .status())
                .isEqualTo(200);
        var second = enter(token(made), json("name", "B"));
        assertThat(second.problem()).isEqualTo("pass-not-open");
        assertThat(second.body().at("/facts/state").asString()).isEqualTo("used-up");
        assertThat(enter(token(made), json("name", "B", "visit", "made up")).problem())
                .isEqualTo("pass-not-open");
    }

    @Test
    void givesTheLastUseToOneOfManyAtTheSameMoment() throws Exception {
        var made = make("name", "three", "maxUses", 3);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tries = threads.invokeAll(IntStream.range(0, 12)
                    .<java.util.concurrent.Callable<Integer>>mapToObj(i ->
                            () -> enter(token(made), json("name", "guest " + i)).status())
                    .toList());
            int let = 0;
            for (var each : tries) {
                let += each.get() == 200 ? 1 : 0;
            }
            assertThat(let).isEqualTo(3);
        }
    }

    @Test
    void keepsOutBeforeAfterAndWhenRevoked() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var later = make("name", "later", "from", now.plusSeconds(3600).toString());
        var over = make("name", "over", "until", now.minusSeconds(1).toString());
        var revoked = make("name", "revoked");
        owner.client().delete("/api/v1/passes/" + id(revoked));

        assertThat(stateOf(later)).isEqualTo("not-yet");
        assertThat(stateOf(over)).isEqualTo("expired");
        assertThat(stateOf(revoked)).isEqualTo("revoked");
        assertThat(door(token(later)).text("from"))
                .isEqualTo(now.plusSeconds(3600).toString());
        for (var state : List.of("not-yet", "expired", "revoked")) {
            assertThat(owner.client()
                            .get("/api/v1/passes?room=" + room + "&state=" + state)
                            .body()
                            .path("total")
                            .asInt())
                    .as(state)
                    .isOne();
        }
    }

    @Test
    void givesNoTokenThatOutlivesThePass() throws Exception {
        var until = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        var made = make("name", "short", "until", until.toString());

        var joined = enter(token(made), json("name", "A"));

        assertThat(SignedJWT.parse(joined.text("jwt"))
                        .getJWTClaimsSet()
                        .getExpirationTime()
                        .toInstant())
                .isEqualTo(until);
    }

    @Test
    void replacesTheLink() {
        var made = make("name", "old");
        var renewed = owner.client().post("/api/v1/passes/" + id(made) + "/renew", "");

        assertThat(door(token(made)).problem()).isEqualTo("pass-unknown");
        assertThat(door(renewed.text("token")).status()).isEqualTo(200);
        assertThat(renewed.text("path")).isEqualTo("/pass/" + renewed.text("token"));
    }

    @Test
    void asksGuestsForConsent() {
        owner.client().patch("/api/v1/rooms/" + room, json("consent", true));
        var made = make("name", "asked");

        assertThat(door(token(made)).body().at("/consent/text").asString()).isNotBlank();
        assertThat(enter(token(made), json("name", "A")).problem()).isEqualTo("consent-required");
        assertThat(enter(token(made), json("name", "A", "consent", true)).status())
                .isEqualTo(200);
    }

    @Test
    void keepsPassesFromOthers() {
        var made = make("name", "mine");
        var path = "/api/v1/passes/" + id(made);

        assertThat(other.client().get(path + "/uses").problem()).isEqualTo("pass-unknown");
        assertThat(other.client().patch(path, json("name", "x")).problem()).isEqualTo("pass-unknown");
        assertThat(other.client().delete(path).problem()).isEqualTo("pass-unknown");
        assertThat(other.client().post(path + "/renew", "").problem()).isEqualTo("pass-unknown");
        assertThat(other.client()
                        .post(path + "/invitations", json("token", token(made), "emails", List.of("a@b.c")))
                        .problem())
                .isEqualTo("pass-unknown");
        assertThat(other.client()
                        .get("/api/v1/passes?q=" + room)
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(other.client()
                        .post("/api/v1/passes", json("name", "x", "room", room))
                        .problem())
                .isEqualTo("room-not-yours");
        assertThat(lectorium
                        .admin()
                        .get("/api/v1/passes?q=" + room)
                        .body()
                        .path("total")
                        .asInt())
                .isOne();
        assertThat(owner.client().get(path + "x/uses").problem()).isEqualTo("pass-unknown");
    }

    @Test
    void changesWhatIsNamedAndTakesAwayWhatIsNull() {
        var made = make("name", "a", "maxUses", 3, "note", "n");
        var path = "/api/v1/passes/" + id(made);

        var changed = owner.client().patch(path, "{\"maxUses\": null, \"role\": \"moderator\"}");

        assertThat(changed.body().path("maxUses").isNull()).isTrue();
        assertThat(changed.text("role")).isEqualTo("moderator");
        assertThat(changed.text("note")).isEqualTo("n");
        assertThat(owner.client().patch(path, json("maxUses", 0)).problem()).isEqualTo("room-field-invalid");
        assertThat(enter(token(made), json("name", "A"))
                        .body()
                        .path("moderator")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void mailsTheLinkWithACalendarEntry() throws Exception {
        var from = Instant.parse("2030-05-01T09:00:00Z");
        var made = make("name", "mail", "from", from.toString(), "until", "2030-05-01T11:00:00Z");
        var address = "guest-" + UUID.randomUUID() + "@example.org";
        var path = "/api/v1/passes/" + id(made) + "/invitations";

        assertThat(owner.client()
                        .post(path, json("token", "wrong", "emails", List.of(address)))
                        .problem())
                .isEqualTo("pass-token-wrong");
        assertThat(owner.client()
                        .post(path, json("token", token(made), "emails", List.of("a@b.c\r\nBcc: x@y.z")))
                        .problem())
                .isEqualTo("room-field-invalid");
        var sent =
                owner.client().post(path, json("token", token(made), "emails", List.of(address), "text", "Приходите!"));

        assertThat(sent.body().path("sent").asInt()).as(sent.toString()).isOne();
        var mails = java.util.Arrays.stream(StandInMail.started().getReceivedMessages())
                .filter(mail -> recipient(mail).equals(address))
                .toList();
        assertThat(mails).hasSize(1);
        var parts = (Multipart) mails.getFirst().getContent();
        assertThat(text(parts)).contains("Приходите!").contains(LectoriumTest.PUBLIC_URL + "/pass/" + token(made));
        var entry = new CalendarBuilder().build(parts.getBodyPart(1).getInputStream());
        var event = (VEvent) entry.getComponents(Component.VEVENT).getFirst();
        assertThat(value(event, Property.DTSTART)).isEqualTo("20300501T090000Z");
        assertThat(value(event, Property.DTEND)).isEqualTo("20300501T110000Z");
        assertThat(value(event, Property.SUMMARY)).isEqualTo(room);
        assertThat(value(event, Property.URL)).endsWith("/pass/" + token(made));
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow().getValue();
    }

    private static String recipient(jakarta.mail.internet.MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Multipart parts) throws Exception {
        var first = parts.getBodyPart(0).getContent();
        return first instanceof Multipart inner ? text(inner) : first.toString();
    }

    private Answer make(Object... terms) {
        var all = new java.util.ArrayList<>(List.of(terms));
        all.add("room");
        all.add(room);
        var made = owner.client().post("/api/v1/passes", json(all.toArray()));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private static String token(Answer made) {
        return made.text("token");
    }

    private static String id(Answer made) {
        return made.body().at("/pass/id").asString();
    }

    private Answer door(String token) {
        return lectorium.nobody().post("/api/v1/passes/" + token + "/door", "{}");
    }

    private String stateOf(Answer made) {
        var refused = enter(token(made), json("name", "A"));
        assertThat(refused.problem()).isEqualTo("pass-not-open");
        var state = door(token(made)).text("state");
        assertThat(refused.body().at("/facts/state").asString()).isEqualTo(state);
        return state;
    }

    private Answer enter(String token, String json) {
        return lectorium.nobody().post("/api/v1/passes/" + token + "/join", json);
    }

    private static String json(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return JSON.writeValueAsString(map);
    }
}
