package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recording is there before it is there: whoever will see it sees that it is expected, and nobody loses it silently. */
@LectoriumTest
class ExpectedRecordingsIT {

    @TempDir
    static Path temp;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3600);
    private final String session = UUID.randomUUID().toString();

    private RunningLectorium lectorium;
    private RunningLectorium.Someone owner;
    private String room;
    private ToldConference conference;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        room = owner.client()
                .post("/api/v1/rooms", json(Map.of("title", "Лекция " + UUID.randomUUID())))
                .text("name");
        conference = ToldConference.begin(lectorium, room, start);
    }

    @Test
    void showsItToWhoWillWatchIt() {
        owner.client().patch("/api/v1/rooms/" + room, json(Map.of("recordingAccess", "participants")));
        var attended = lectorium.someone("user");
        var stranger = lectorium.someone("lecturer");
        conference.joined(attended.id(), start.plusSeconds(5));

        conference.recorder(session, "pending", start.plusSeconds(10));
        conference.recorder(session, "on", start.plusSeconds(17));

        var card = awaitCard("expected");
        assertThat(card.path("title").asString()).startsWith("Лекция ");
        assertThat(card.path("room").asString()).isEqualTo(room);
        assertThat(card.path("startedAt").asString())
                .isEqualTo(start.plusSeconds(17).toString());
        assertThat(card.path("conference").isNull()).isFalse();
        assertThat(card.path("problem").isNull()).isTrue();
        assertThat(cards(attended.client())).hasSize(1);
        assertThat(cards(owner.client())).hasSize(1);
        assertThat(cards(stranger.client())).isEmpty();
        var path = "/api/v1/recordings/" + card.path("id").asString();
        assertThat(stranger.client().get(path).problem()).isEqualTo("recording-not-found");
        assertThat(attended.client().get(path).status()).isEqualTo(200);
        // There is nothing to change, to watch or to save, nor anything to be searched or counted.
        assertThat(owner.client().patch(path, json(Map.of("title", "x"))).problem())
                .isEqualTo("not-arrived-yet");
        assertThat(owner.client().delete(path).problem()).isEqualTo("not-arrived-yet");
        assertThat(owner.client()
                        .post(path + "/shares", "{\"label\": \"x\", \"download\": true}")
                        .problem())
                .isEqualTo("not-arrived-yet");
        assertThat(owner.client().get(path + "/playback").problem()).isEqualTo("not-watchable-yet");
        assertThat(owner.client().get(path + "/download").problem()).isEqualTo("rendition-not-found");
        assertThat(owner.client().get("/api/v1/recordings/rooms").text()).doesNotContain(room);

        // Who comes later will be able to watch it, too.
        var late = lectorium.someone("user");
        conference.joined(late.id(), start.plusSeconds(60));
        await().until(() -> cards(late.client()).size() == 1);
    }

    @Test
    void becomesTheRecordingThatArrivesLater() throws Exception {
        recorded();
        var card = awaitCard("expected").path("id").asString();

        var id = delivered("\"sessionId\": \"%s\"".formatted(session));

        var only = onlyRecording();
        assertThat(only.path("id").asString()).isEqualTo(id).isNotEqualTo(card);
        assertThat(only.path("status").asString()).isNotEqualTo("expected");
        // A killed recorder says nothing but its session; the rest was known.
        assertThat(only.path("room").asString()).isEqualTo(room);
        assertThat(only.path("title").asString()).startsWith("Лекция ");
        assertThat(only.path("startedAt").asString())
                .isEqualTo(start.plusSeconds(17).toString());
        assertThat(owner.client().get("/api/v1/recordings/" + id).status()).isEqualTo(200);
        // A link to the card leads to it.
        assertThat(owner.client().get("/api/v1/recordings/" + card).text("id")).isEqualTo(id);
        assertThat(lectorium
                        .someone("user")
                        .client()
                        .get("/api/v1/recordings/" + card)
                        .problem())
                .isEqualTo("recording-not-found");
    }

    @Test
    void isKnownByMeetingOrByRoomAndTime() throws Exception {
        recorded();
        awaitCard("expected");
        var byMeeting = delivered(
                "\"meetingId\": \"%s\", \"startedAt\": \"%s\"".formatted(conference.meetingId, start.plusSeconds(16)));
        assertThat(onlyRecording().path("id").asString()).isEqualTo(byMeeting);

        var later = UUID.randomUUID().toString();
        conference.recorder(later, "on", start.plusSeconds(200));
        await().until(() -> cards(owner.client()).size() == 2);
        var byTime = delivered("\"room\": \"%s\", \"startedAt\": \"%s\"".formatted(room, start.plusSeconds(199)));

        assertThat(cards(owner.client())
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .containsExactlyInAnyOrder(byMeeting, byTime);
    }

    @Test
    void showsNoCardOfWhatIsThereAlready() throws Exception {
        var id = delivered("\"room\": \"%s\", \"sessionId\": \"%s\"".formatted(room, session));

        recorded();
        conference.end(start.plusSeconds(130));
        awaitEnd();

        await().until(() -> isSettled(session));
        assertThat(onlyRecording().path("id").asString()).isEqualTo(id);
    }

    /** F11: two files of one run, one of them twice, and the events once more. */
    @Test
    void arrivesTwice() throws Exception {
        recorded();
        awaitCard("expected");
        var file = file();
        var first = delivered(file, "\"sessionId\": \"%s\"".formatted(session));
        var again = delivered(file, "\"sessionId\": \"%s\"".formatted(session));
        var second = delivered("\"sessionId\": \"%s\"".formatted(session));
        conference.recorder(session, "off", start.plusSeconds(130));
        conference.end(start.plusSeconds(140));
        awaitEnd();

        assertThat(again).isEqualTo(first);
        assertThat(cards(owner.client())
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .containsExactlyInAnyOrder(first, second);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void tellsOwnersAndAdministratorsIfItNeverArrives() throws Exception {
        var mail = "owner-" + UUID.randomUUID() + "@example.org";
        var admin = lectorium.someone("admin");
        var adminsMail = "admin-" + UUID.randomUUID() + "@example.org";
        email(owner, mail);
        email(admin, adminsMail);
        recorded();
        var path = "/api/v1/recordings/" + awaitCard("expected").path("id").asString();

        longAgo("ended_at");
        longAgo("end_heard_at");

        var missing = await().until(
                        () -> owner.client().get(path).body(),
                        card -> card.path("problem").path("key").asString("").equals("recording-missing"));
        assertThat(missing.path("status").asString()).isEqualTo("expected");
        assertThat(owner.client()
                        .withHeader("Accept-Language", "ru")
                        .get(path)
                        .body()
                        .path("problem")
                        .path("title")
                        .asString())
                .isEqualTo("Запись не поступила");
        await().until(() -> mailsTo(mail) == 1 && mailsTo(adminsMail) == 1);
        assertThat(metric("lectorium_recordings{status=\"missing\"}")).isGreaterThanOrEqualTo(1);

        assertThat(owner.client()
                        .post(path + "/dismiss", json(Map.of("reason", "x")))
                        .problem())
                .isEqualTo("not-yours");
        assertThat(lectorium
                        .someone("user")
                        .client()
                        .post(path + "/dismiss", json(Map.of("reason", "x")))
                        .problem())
                .isEqualTo("recording-not-found");
        assertThat(lectorium
                        .admin()
                        .post(path + "/dismiss", json(Map.of("reason", " ")))
                        .problem())
                .isEqualTo("parameter-invalid");
        assertThat(lectorium
                        .admin()
                        .post(path + "/dismiss", json(Map.of("reason", "Диск сгорел")))
                        .status())
                .isEqualTo(204);

        assertThat(cards(owner.client())).isEmpty();
        assertThat(owner.client().get(path).problem()).isEqualTo("recording-not-found");
        assertThat(lectorium
                        .admin()
                        .get("/api/v1/audit?deed=RECORDING_DISMISSED")
                        .text())
                .contains("Диск сгорел");
        assertThat(mailsTo(mail)).isEqualTo(1);

        var after = delivered("\"sessionId\": \"%s\"".formatted(session));
        assertThat(onlyRecording().path("id").asString()).isEqualTo(after);
        assertThat(lectorium
                        .admin()
                        .post("/api/v1/recordings/" + after + "/dismiss", json(Map.of("reason", "x")))
                        .problem())
                .isEqualTo("nothing-to-dismiss");
    }

    /** What we hear of long after it happened was not ours to receive before: it gets its time. */
    @Test
    void waitsAnewIfTheServiceWasDownAtTheEnd() throws Exception {
        conference.recorder(session, "on", start.plusSeconds(17));
        awaitCard("expected");
        longAgo("started_at");
        longAgo("asked_at");
        conference.recorder(session, "off", start.minusSeconds(30_000));
        conference.end(start.minusSeconds(29_000));
        await().until(() -> jdbc.sql(
                        "select ended_at < now() - interval '6 hours' from catalog.expected where session = ?")
                .param(session)
                .query(Boolean.class)
                .optional()
                .orElse(false));

        // Everything that is overdue is found in one look, in the order of the ends; this one ended before.
        var other = ToldConference.begin(lectorium, room, start);
        var marker = UUID.randomUUID().toString();
        other.recorder(marker, "on", start.plusSeconds(1));
        other.recorder(marker, "off", start.plusSeconds(2));
        await().until(() -> isHeardToBeOver(marker));
        longAgo("ended_at", marker);
        longAgo("end_heard_at", marker);
        await().until(() -> isMissing(marker));

        assertThat(isMissing(session)).isFalse();
        assertThat(card(session).path("problem").isNull()).isTrue();
        var id = delivered("\"sessionId\": \"%s\"".formatted(session));
        assertThat(owner.client().get("/api/v1/recordings/" + id).status()).isEqualTo(200);
        assertThat(isSettled(session)).isTrue();
    }

    /** What is known of a run is made from what was told; it can be thrown away. */
    @Test
    void comesToTheSameWhenItIsToldAgain() throws Exception {
        recorded();
        var before = awaitCard("expected");
        forget();
        conference.wrote("m1", "Anna", "x", start.plusSeconds(130));
        var again = awaitCard("expected");
        assertThat(again.path("startedAt")).isEqualTo(before.path("startedAt"));
        assertThat(again.path("title")).isEqualTo(before.path("title"));
        assertThat(again.path("conference")).isEqualTo(before.path("conference"));

        var id = delivered("\"sessionId\": \"%s\"".formatted(session));
        forget();
        conference.wrote("m2", "Anna", "y", start.plusSeconds(140));
        await().until(() -> isSettled(session));
        assertThat(onlyRecording().path("id").asString()).isEqualTo(id);
    }

    private void forget() {
        jdbc.sql("delete from catalog.recordings where id in (select card from catalog.expected where session = ?)")
                .param(session)
                .update();
        jdbc.sql("delete from catalog.expected where session = ?")
                .param(session)
                .update();
    }

    @Test
    void expectsNothingOfAStream() {
        conference.recorder(UUID.randomUUID().toString(), "on", "stream", null, start.plusSeconds(10));
        conference.recorder(session, "on", start.plusSeconds(17));

        assertThat(awaitCard("expected").path("startedAt").asString())
                .isEqualTo(start.plusSeconds(17).toString());
        assertThat(cards(owner.client())).hasSize(1);
    }

    @Test
    void saysThatARecorderFailed() throws Exception {
        conference.recorder(session, "pending", start.plusSeconds(10));
        conference.recorder(session, "off", "file", "busy", start.plusSeconds(12));

        var never = awaitCard("failed");
        assertThat(never.path("problem").path("key").asString()).isEqualTo("recorder-not-started");
        assertThat(never.path("problem").path("detail").asString()).contains("busy");
        assertThat(owner.client()
                        .post("/api/v1/recordings/" + never.path("id").asString() + "/retry", "{}")
                        .problem())
                .isEqualTo("not-arrived-yet");

        // The same session is tried again, and breaks off this time.
        conference.recorder(session, "on", start.plusSeconds(30));
        assertThat(awaitCard("expected").path("problem").isNull()).isTrue();
        conference.recorder(session, "off", "file", "error", start.plusSeconds(90));
        await().until(() ->
                card(session).path("problem").path("key").asString("").equals("recorder-failed"));

        var id = delivered("\"sessionId\": \"%s\"".formatted(session));
        assertThat(onlyRecording().path("id").asString()).isEqualTo(id);
    }

    /** Whoever is in the way of the same moment is found a little later. */
    @Test
    void findsWhatBothOverlooked() throws Exception {
        recorded();
        var card = awaitCard("expected").path("id").asString();
        var id = delivered("\"title\": \"x\"");
        jdbc.sql("update catalog.recordings set recorder_session = ? where id = ?")
                .params(session, UUID.fromString(id))
                .update();

        await().until(() -> isSettled(session));
        assertThat(lectorium.admin().get("/api/v1/recordings/" + card).text("id"))
                .isEqualTo(id);
        assertThat(cards(owner.client())).isEmpty();
    }

    private void recorded() {
        conference.recorder(session, "pending", start.plusSeconds(10));
        conference.recorder(session, "on", start.plusSeconds(17));
        conference.recorder(session, "off", start.plusSeconds(120));
        await().until(() -> isHeardToBeOver(session) || isSettled(session));
    }

    private JsonNode awaitCard(String status) {
        return await().until(
                        () -> cards(owner.client()),
                        cards -> cards.size() == 1
                                && cards.path(0).path("status").asString().equals(status))
                .path(0);
    }

    private JsonNode onlyRecording() {
        var cards = cards(owner.client());
        assertThat(cards).as(cards.toString()).hasSize(1);
        return cards.path(0);
    }

    private JsonNode cards(LectoriumClient viewer) {
        return viewer.get("/api/v1/recordings?room=" + room).body().path("items");
    }

    private JsonNode card(String ofSession) {
        var id = jdbc.sql("select card from catalog.expected where session = ?")
                .param(ofSession)
                .query(UUID.class)
                .single();
        return lectorium.admin().get("/api/v1/recordings/" + id).body();
    }

    private void awaitEnd() {
        await().until(() ->
                jdbc.sql("select count(*) from conference.conferences where room = ? and ended_at is not null")
                                .param(room)
                                .query(Long.class)
                                .single()
                        == 1);
    }

    private boolean isHeardToBeOver(String ofSession) {
        return is("end_heard_at is not null", ofSession);
    }

    private boolean isSettled(String ofSession) {
        return is("recording is not null", ofSession);
    }

    private boolean isMissing(String ofSession) {
        return is("missing_at is not null", ofSession);
    }

    private boolean is(String what, String ofSession) {
        return jdbc.sql("select " + what + " from catalog.expected where session = ?")
                .param(ofSession)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private void longAgo(String column) {
        longAgo(column, session);
    }

    private void longAgo(String column, String ofSession) {
        jdbc.sql("update catalog.expected set %s = %s - interval '7 hours' where session = ?".formatted(column, column))
                .param(ofSession)
                .update();
    }

    private void email(RunningLectorium.Someone who, String email) {
        jdbc.sql("update access.users set email = ? where id = ?")
                .params(email, UUID.fromString(who.id()))
                .update();
    }

    private static long mailsTo(String address) {
        return Stream.of(StandInMail.started().getReceivedMessages())
                .filter(message -> {
                    try {
                        return message.getRecipients(RecipientType.TO)[0]
                                        .toString()
                                        .equals(address)
                                && message.getSubject().contains("не поступила");
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .count();
    }

    private double metric(String name) throws IOException {
        try (var in = lectorium.admin().open("/actuator/prometheus").body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .findFirst()
                    .orElse(-1);
        }
    }

    private String delivered(String metadata) throws IOException {
        return delivered(file(), metadata);
    }

    private String delivered(Path file, String metadata) {
        Answer answer = lectorium.deliver(file, "lecture.mp4", "{" + metadata + "}", null);
        assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
        return answer.text("id");
    }

    private static Path file() throws IOException {
        return Files.writeString(temp.resolve("lecture-" + UUID.randomUUID()), "no video, " + UUID.randomUUID());
    }

    private static String json(Map<String, ?> value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
