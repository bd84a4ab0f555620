package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.SimulatedProsody;
import org.lectorium.testkit.SimulatedProsody.Room;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From what Prosody tells to what people see of it. Numbers are those of the lists of faults and abuses. */
@LectoriumTest
class ConferencesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private final SimulatedProsody prosody = new SimulatedProsody();
    private final Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    private final Room room = prosody.room("room-" + UUID.randomUUID());

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port);
    }

    @Test
    void showsWhatHappenedToWhoWasThere() {
        var ann = lectorium.someone("user");
        var outsider = lectorium.someone("user");
        tell(
                room.created(at(0)),
                room.joined(at(5), "a1", ann.id(), "Ann Lee"),
                room.joined(at(10), "g1", "", "Guest"),
                room.said(at(20), "a1", "m1", "Всем привет"),
                room.said(at(21), "g1", "m2", "Ой"),
                room.retracted(at(22), "g1", "m2"),
                room.left(at(60), "g1", "", "Guest"),
                room.joined(at(90), "g2", "", "Guest"),
                room.left(at(120), "g2", "", "Guest"),
                room.left(at(125), "a1", ann.id(), "Ann Lee"),
                room.destroyed(at(125)));

        var conference = ended(ann.client());
        int number = conference.path("number").asInt();
        assertThat(conference.path("people").asInt()).isEqualTo(2);
        assertThat(conference.path("messages").asInt()).isEqualTo(1);
        assertThat(conference.path("durationSeconds").asDouble()).isEqualTo(125);
        assertThat(conference.path("myDurationSeconds").asDouble()).isEqualTo(120);
        assertThat(conference.path("mayManage").asBoolean()).isFalse();

        var participants = ann.client().get(path(number, "/participants")).body();
        assertThat(participants).hasSize(2);
        var guest = participants.get(1);
        assertThat(guest.path("guest").asBoolean()).isTrue();
        assertThat(guest.path("durationSeconds").asDouble()).isEqualTo(80);
        assertThat(guest.path("intervals")).hasSize(2);

        var messages = ann.client().get(path(number, "/messages")).body();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).path("author").asString()).isEqualTo("Ann Lee");
        assertThat(messages.get(1).path("text").isNull()).isTrue();
        assertThat(messages.toString()).doesNotContain("Ой");

        for (String part :
                List.of("", "/participants", "/messages", "/participants.csv", "/participants.xlsx", "/mails")) {
            assertThat(outsider.client().get(path(number, part)).problem())
                    .as(part)
                    .isEqualTo("conference-not-found");
        }
        assertThat(conferences(outsider.client())).isEmpty();
    }

    @Test
    void hidesAddressesFromOthersWhoWereThere() {
        var ann = lectorium.someone("user");
        var bob = lectorium.someone("user");
        tell(
                room.created(at(0)),
                room.joined(at(1), "a", ann.id(), "Ann"),
                room.joined(at(2), "b", bob.id(), "Bob"),
                room.destroyed(at(9)));

        int number = ended(ann.client()).path("number").asInt();
        var seen = ann.client().get(path(number, "/participants")).body();
        assertThat(seen.get(0).path("email").asString()).isEqualTo("ann@example.org");
        assertThat(seen.get(1).path("email").isNull()).isTrue();
        assertThat(ann.client().get(path(number, "/participants.csv")).text()).doesNotContain("bob@example.org");
        assertThat(ann.client()
                        .post(path(number, "/mail"), "{\"subject\": \"x\", \"text\": \"y\"}")
                        .problem())
                .isEqualTo("conference-not-yours");
        assertThat(lectorium.admin().get(path(number, "/participants")).body().toString())
                .contains("bob@example.org");
    }

    /** F22: duplicates, another order, everything one by one. */
    @Test
    void comesToTheSameHoweverItIsTold() {
        var events = new ArrayList<>(List.of(
                room.created(at(0)),
                room.joined(at(5), "a", "", "Ann"),
                room.joined(at(6), "b", "", "Bob"),
                room.said(at(7), "a", "m1", "one"),
                room.said(at(8), "b", "m2", "two"),
                room.left(at(30), "a", "", "Ann"),
                room.left(at(40), "b", "", "Bob"),
                room.destroyed(at(40))));
        events.addAll(events.subList(2, 6));
        Collections.shuffle(events, new Random(7));

        events.forEach(this::tell);
        await().atMost(PATIENCE)
                .until(
                        () -> conferences(lectorium.admin()).path(0),
                        conference -> conference.path("messages").asInt() == 2
                                && conference.path("people").asInt() == 2);

        var conference = ended(lectorium.admin());
        assertThat(conference.path("peak").asInt()).isEqualTo(2);
        assertThat(conference.path("durationSeconds").asDouble()).isEqualTo(40);
        assertThat(conferences(lectorium.admin())).hasSize(1);
    }

    @Test
    void acknowledgesEachEventOnceAndKnowsItAgain() {
        var body = SimulatedProsody.body(List.of(room.created(at(0)), room.joined(at(1), "a", "", "Ann")));

        assertThat(callback(body).body().path("accepted").asInt()).isEqualTo(2);
        var again = callback(body).body();
        assertThat(again.path("accepted").asInt()).isZero();
        assertThat(again.path("known").asInt()).isEqualTo(2);
    }

    @Test
    void listsNoRoomInWhichNobodyWas() {
        tell(room.created(at(0)), room.destroyed(at(1)));
        var other = prosody.room(room.jid().replaceAll("@.*", ""));
        tell(other.created(at(10)), other.joined(at(11), "a", "", "Ann"), other.destroyed(at(12)));

        ended(lectorium.admin());
        assertThat(conferences(lectorium.admin())).hasSize(1);
    }

    @Test
    void endsWhatAnotherLifeOfProsodyDoesNotKnow() {
        tell(room.created(at(0)), room.joined(at(1), "a", "", "Ann"), room.said(at(30), "a", "m", "still here"));
        live();

        var next = new SimulatedProsody();
        tell(next.booted(at(60), prosody));

        var conference = ended(lectorium.admin());
        assertThat(conference.path("durationSeconds").asDouble()).isEqualTo(30);
        var detail = lectorium
                .admin()
                .get(path(conference.path("number").asInt(), ""))
                .body();
        assertThat(detail.path("uncertain").asBoolean()).isTrue();

        // Its spool came late: the end had been another one.
        tell(room.left(at(45), "a", "", "Ann"), room.destroyed(at(45)));
        await().atMost(PATIENCE)
                .until(() -> onlyConference(lectorium.admin())
                                .path("durationSeconds")
                                .asDouble()
                        == 45);
    }

    @Test
    void endsWhatASnapshotDoesNotKnow() {
        var other = prosody.room("other-" + UUID.randomUUID());
        tell(
                room.created(at(0)),
                room.joined(at(1), "a", "", "Ann"),
                other.created(at(2)),
                other.joined(at(3), "b", "", "Bob"));
        live();

        tell(prosody.snapshot(at(60), List.of(other)));

        assertThat(ended(lectorium.admin()).path("durationSeconds").asDouble()).isEqualTo(1);
        assertThat(lectorium
                        .admin()
                        .get("/api/v1/conferences?live=true&room=" + name(other))
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void takesEventSyncAsWell() {
        var name = "sync-" + UUID.randomUUID();
        long t = start.getEpochSecond();
        var common = "\"room_jid\": \"%s@muc.x\", \"room_name\": \"%s\", \"is_breakout\": false".formatted(name, name);
        sync("room/created", "\"event_name\": \"muc-room-created\", \"created_at\": %d".formatted(t), common);
        sync(
                "room/destroyed",
                "\"event_name\": \"muc-room-destroyed\", \"created_at\": %d, \"destroyed_at\": %d, \"all_occupants\": [{\"occupant_jid\": \"a@x/y\", \"joined_at\": %d, \"name\": \"Ann\"}]"
                        .formatted(t, t + 50, t + 2),
                common);
        sync(
                "occupant/left",
                "\"event_name\": \"muc-occupant-left\", \"occupant\": {\"occupant_jid\": \"a@x/y\", \"joined_at\": %d, \"left_at\": %d, \"name\": \"Ann\"}"
                        .formatted(t + 2, t + 50),
                common);

        var conference = ended(lectorium.admin(), name);
        assertThat(conference.path("durationSeconds").asDouble()).isEqualTo(50);
        assertThat(conference.path("people").asInt()).isEqualTo(1);
    }

    private void sync(String event, String fields, String common) {
        var answer = lectorium
                .nobody()
                .withBearer(LectoriumTest.CALLBACK_TOKEN)
                .post("/api/v1/callbacks/prosody/event-sync/events/" + event, "{" + fields + ", " + common + "}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @Test
    void writesToEverybodyWhoWasThere() throws Exception {
        var owner = lectorium.someone("lecturer");
        assertThat(owner.client()
                        .post("/api/v1/rooms", "{\"title\": \"" + name(room) + "\"}")
                        .status())
                .isEqualTo(201);
        var mark = UUID.randomUUID().toString();
        tell(
                room.created(at(3600 + 0)),
                room.joined(at(3600 + 1), "a", UUID.randomUUID().toString(), "Ann" + mark),
                room.joined(at(3600 + 2), "a2", UUID.randomUUID().toString(), "Ann" + mark),
                room.joined(at(3600 + 3), "b", UUID.randomUUID().toString(), "Bob" + mark),
                room.joined(at(3600 + 4), "g", "", "Guest"),
                room.destroyed(at(3600 + 9)));
        int number = ended(owner.client()).path("number").asInt();
        var mail = "{\"subject\": \"Спасибо\\r\\nBcc: x@example.org\", \"text\": \"До встречи\"}";

        var preview = owner.client().post(path(number, "/mail/preview"), mail).body();
        assertThat(preview.path("recipients")).hasSize(2);
        assertThat(preview.path("withoutAddress").asInt()).isEqualTo(1);

        var sent = owner.client().post(path(number, "/mail"), mail);
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> owner.client()
                        .get(path(number, "/mails"))
                        .body()
                        .path(0)
                        .path("status")
                        .asString()
                        .equals("sent"));
        var received = Stream.of(StandInMail.started().getReceivedMessages())
                .filter(each -> GreenMailUtil.getBody(each).contains("/history/" + number))
                .toList();
        assertThat(received).hasSize(2);
        assertThat(received.getFirst().getSubject()).isEqualTo("СпасибоBcc: x@example.org");
        assertThat(received.getFirst().getAllRecipients()).hasSize(1);
        assertThat(lectorium
                        .admin()
                        .get("/api/v1/audit?subject=" + number)
                        .body()
                        .toString())
                .contains("conference-mailed");
    }

    @Test
    void givesWhoOpensARoomAnewNothingOfWhatWasBefore() {
        var newcomer = lectorium.someone("lecturer");
        tell(room.created(at(0)), room.joined(at(1), "a", "", "Ann"), room.destroyed(at(9)));
        int number = ended(lectorium.admin()).path("number").asInt();

        newcomer.client().post("/api/v1/rooms", "{\"title\": \"" + name(room) + "\"}");

        assertThat(newcomer.client().get(path(number, "/participants")).problem())
                .isEqualTo("conference-not-found");
        assertThat(conferences(newcomer.client())).isEmpty();
    }

    /** What a client sends, no other conference may suffer from. */
    @Test
    void isNotSilencedByAHostilePoll() {
        var answers = List.of(Map.of("key", "\u0000", "name", "x\u0000y"));
        tell(
                room.created(at(0)),
                room.joined(at(1), "a", "", "Ann"),
                room.event("poll_created", at(2), Map.of("poll_id", "p\u0000", "question", "?", "answers", answers)),
                room.event("chat_reaction", at(3), Map.of("target", "m", "reactions", List.of("\u0000"))),
                room.destroyed(at(9)));

        assertThat(ended(lectorium.admin()).path("people").asInt()).isEqualTo(1);
    }

    @Test
    void tellsWhatProsodyLost() {
        // Monitoring shows the lives of Prosody that were heard of last.
        tell(room.event("gap", Instant.now(), Map.of("dropped", 7, "why", "spool full")));

        assertThat(lectorium
                        .admin()
                        .get("/api/v1/monitoring")
                        .body()
                        .path("callbacks")
                        .path("boots")
                        .valueStream()
                        .filter(boot -> boot.path("boot")
                                .asString()
                                .equals(prosody.boot().toString()))
                        .map(boot -> boot.path("dropped").asInt()))
                .containsExactly(7);
    }

    @Test
    void refusesAMailToNobody() {
        tell(room.created(at(0)), room.joined(at(1), "g", "", "Guest"), room.destroyed(at(9)));
        int number = ended(lectorium.admin()).path("number").asInt();

        assertThat(lectorium
                        .admin()
                        .post(path(number, "/mail"), "{\"subject\": \"x\", \"text\": \"y\"}")
                        .problem())
                .isEqualTo("nobody-to-write-to");
        assertThat(lectorium
                        .admin()
                        .post(path(number, "/mail"), "{\"subject\": \" \", \"text\": \"y\"}")
                        .problem())
                .isEqualTo("conference-parameter-invalid");
    }

    @Test
    void exportsListsAndChat() throws Exception {
        tell(
                room.created(at(0)),
                room.joined(at(1), "a", UUID.randomUUID().toString(), "Ann Lee"),
                room.joined(at(2), "b", "", "=cmd|' /C calc'!A0"),
                room.said(at(3), "a", "m", "Привет"),
                room.destroyed(at(62)));
        int number = ended(lectorium.admin()).path("number").asInt();

        var csv = lectorium.admin().get(path(number, "/participants.csv?zone=Europe/Moscow"));
        assertThat(csv.header("Content-Disposition")).contains("participants-" + number + ".csv");
        assertThat(csv.text()).startsWith("\uFEFF").contains("\"Ann Lee\"", "\"0:01:01\"", "\"'=cmd");

        var xlsx = lectorium.admin().bytes(path(number, "/participants.xlsx"));
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(3);
            assertThat(rows.get(1).getCellText(0)).isEqualTo("Ann Lee");
            assertThat(rows.get(1).getCellAsDate(2))
                    .hasValueSatisfying(joined ->
                            assertThat(joined.toInstant(ZoneOffset.UTC)).isEqualTo(at(1)));
        }
        assertThat(lectorium.admin().get(path(number, "/messages.txt")).text()).contains("Ann Lee: Привет");
        assertThat(lectorium
                        .admin()
                        .get(path(number, "/messages.json"))
                        .body()
                        .get(0)
                        .path("text")
                        .asString())
                .isEqualTo("Привет");
        assertThat(lectorium
                        .admin()
                        .get(path(number, "/messages.txt?zone=Nowhere"))
                        .problem())
                .isEqualTo("conference-parameter-invalid");
    }

    /** A9: without, with a false, with an old signature, with another body, and what a person may not do. */
    @Test
    void believesNobodyElse() {
        var body = SimulatedProsody.body(List.of(room.created(at(0))));
        var now = Instant.now();
        var good = SimulatedProsody.sign(LectoriumTest.CALLBACK_TOKEN, body, now);
        var nobody = lectorium.nobody();

        assertThat(nobody.post(SimulatedProsody.EVENTS, body).status()).isEqualTo(401);
        for (String bad : List.of(
                "",
                "t=1,v1=00",
                good.replaceAll("v1=..", "v1=00"),
                SimulatedProsody.sign("another token", body, now),
                SimulatedProsody.sign(LectoriumTest.CALLBACK_TOKEN, body + " ", now),
                SimulatedProsody.sign(LectoriumTest.CALLBACK_TOKEN, body, now.minusSeconds(400)),
                SimulatedProsody.sign(LectoriumTest.CALLBACK_TOKEN, body, now.plusSeconds(400)))) {
            assertThat(signed(body, bad).status()).as(bad).isEqualTo(401);
        }
        assertThat(lectorium.admin().post(SimulatedProsody.EVENTS, body).status())
                .isEqualTo(403);
        assertThat(nobody.withBearer(LectoriumTest.INGEST_TOKEN)
                        .post(SimulatedProsody.EVENTS, body)
                        .status())
                .isEqualTo(403);

        assertThat(signed(body, good).body().path("accepted").asInt()).isEqualTo(1);
        // Sent again within the window it changes nothing.
        assertThat(signed(body, good).body().path("known").asInt()).isEqualTo(1);
        var old = SimulatedProsody.body(List.of(room.destroyed(at(1))));
        assertThat(signed(old, SimulatedProsody.sign(LectoriumTest.OLD_CALLBACK_TOKEN, old, now))
                        .status())
                .isEqualTo(200);
    }

    /** A14: what is no event, and what is far too much of one. */
    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "[1]", "{\"id\": \"x\"}", "[{\"id\": 1}]"})
    void refusesWhatIsNoEvent(String body) {
        assertThat(callback(body).problem()).isEqualTo("callback-invalid");
    }

    @Test
    void refusesTooMuchAtOnce() {
        assertThat(callback("[" + " ".repeat(9 << 20) + "]").problem()).isEqualTo("callback-too-large");
    }

    @Test
    void keepsStrangeEventsAndIsNotConfusedByThem() {
        tell(
                room.created(at(0)),
                room.event("from_the_future", at(1), Map.of("x", List.of(1, 2))),
                room.event("occupant_joined", at(2), Map.of("participant_id", 7.5)),
                room.event("chat_message", at(3), Map.of("message_id", "m", "body", "a\u0000bc")),
                room.event("poll_created", at(4), Map.of("poll_id", "p", "question", "?", "answers", "none")),
                room.joined(at(5), "a", "not-one-of-ours", "<script>alert(1)</script>"),
                room.destroyed(at(9)));

        int number = ended(lectorium.admin()).path("number").asInt();
        assertThat(lectorium
                        .admin()
                        .get(path(number, "/messages"))
                        .body()
                        .get(0)
                        .path("text")
                        .asString())
                .isEqualTo("abc");
        assertThat(lectorium.admin().get(path(number, "/participants")).body().toString())
                .contains("<script>alert(1)</script>");
    }

    @Test
    void keepsALargeRoomWithAllItsMessages() {
        var events = new ArrayList<ObjectNode>(List.of(room.created(at(0))));
        for (int i = 0; i < 60; i++) {
            events.add(room.joined(at(i), "p" + i, "", "Person " + i));
        }
        for (int i = 0; i < 600; i++) {
            events.add(room.said(at(60 + i), "p" + i % 60, "m" + i, "Message " + i));
        }
        events.add(room.destroyed(at(700)));
        for (int i = 0; i < events.size(); i += 100) {
            tell(events.subList(i, Math.min(events.size(), i + 100)).toArray(ObjectNode[]::new));
        }

        var conference = ended(lectorium.admin());
        assertThat(conference.path("people").asInt()).isEqualTo(60);
        var messages = lectorium
                .admin()
                .get(path(conference.path("number").asInt(), "/messages"))
                .body();
        assertThat(StreamSupport.stream(messages.spliterator(), false)
                        .map(message -> message.path("id").asString()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 600).mapToObj(i -> "m" + i).toList());
    }

    private void tell(ObjectNode... events) {
        var answer = callback(SimulatedProsody.body(List.of(events)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private Answer callback(String body) {
        return signed(body, SimulatedProsody.sign(LectoriumTest.CALLBACK_TOKEN, body, Instant.now()));
    }

    private Answer signed(String body, String signature) {
        return lectorium.nobody().post(SimulatedProsody.EVENTS, body, SimulatedProsody.SIGNATURE, signature);
    }

    private Instant at(long second) {
        return start.plusSeconds(second);
    }

    private JsonNode ended(LectoriumClient client) {
        return ended(client, name(room));
    }

    private JsonNode ended(LectoriumClient client, String name) {
        return await().atMost(PATIENCE)
                .until(
                        () -> conferences(client, name),
                        list -> !list.isEmpty() && !list.get(0).path("live").asBoolean())
                .get(0);
    }

    private void live() {
        await().atMost(PATIENCE).until(() -> !conferences(lectorium.admin()).isEmpty());
    }

    private JsonNode onlyConference(LectoriumClient client) {
        return conferences(client).get(0);
    }

    private JsonNode conferences(LectoriumClient client) {
        return conferences(client, name(room));
    }

    private static JsonNode conferences(LectoriumClient client, String name) {
        return client.get("/api/v1/conferences?room=" + name).body().path("items");
    }

    private static String name(Room room) {
        return room.jid().replaceAll("@.*", "");
    }

    private static String path(int number, String rest) {
        return "/api/v1/conferences/" + number + rest;
    }
}
