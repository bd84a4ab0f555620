package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.RecordedConferences;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.TusClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** From a conference into the archive: what was written is found at its second, by whoever may watch, and by nobody else. */
@LectoriumTest
class ChatInArchiveIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    static Path temp;

    @LocalServerPort
    private int port;

    @Autowired
    private RecordedConferences recorded;

    private final String room = "room-" + UUID.randomUUID();

    private RunningLectorium lectorium;
    private LectoriumClient admin;

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port).awaitSearch();
        admin = lectorium.admin();
    }

    @Test
    void findsAMessageAtItsSecond() throws Exception {
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.wrote("m1", "Анна <b>", "Когда сдавать курсовую & отчёт?", TEN.plusSeconds(75));
        conference.wrote("m2", "Борис", "До записи", TEN.plusSeconds(5));
        var id = stored(
                "\"meetingId\": \"%s\", \"startedAt\": \"2026-11-20T10:00:30Z\"".formatted(conference.meetingId));

        awaitFound(admin, "отчеты сдать курсовые");
        awaitFound(admin, "курсовой отчет", id);
        var moment = onlyMoment("курсовые");
        assertThat(moment.path("source").asString()).isEqualTo("chat");
        assertThat(moment.path("at").asDouble()).isEqualTo(45);
        assertThat(moment.path("author").asString()).isEqualTo("Анна <b>");
        assertThat(moment.path("highlight").asString()).isEqualTo("Когда сдавать <mark>курсовую</mark> &amp; отчёт?");
        awaitFound(admin, "курсовые&source=chat", id);
        awaitFound(admin, "курсовые&source=title");
        awaitFound(admin, "записью");
    }

    @Test
    void alignsToTheRecorderThatWasSeen() throws Exception {
        var session = UUID.randomUUID().toString();
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.recorder(session, "pending", TEN.plusSeconds(60));
        conference.recorder(session, "on", TEN.plusSeconds(67));
        conference.wrote("m1", "Анна", "Начали", TEN.plusSeconds(70));
        conference.recorder(session, "off", TEN.plusSeconds(90));
        conference.end(TEN.plusSeconds(100));
        conferenceIsKnown();
        // Jibri's clock is three hours ahead, and it began seven seconds after it was asked to.
        var id = stored("\"room\": \"%s\", \"sessionId\": \"%s\", \"startedAt\": \"2026-11-20T13:00:00Z\""
                .formatted(room, session));
        var stranger = stored("\"room\": \"%s\", \"startedAt\": \"2026-11-20T13:00:00Z\"".formatted(room));

        awaitFound(admin, "начать", id);
        assertThat(onlyMoment("начать").path("at").asDouble()).isEqualTo(3);
        assertThat(lectorium.recording(id).path("startedAt").asString()).isEqualTo("2026-11-20T10:01:07Z");
        assertThat(lectorium.recording(stranger).path("conference").isNull()).isTrue();
    }

    @Test
    void alignsWhenTheRecorderIsToldOfLater() throws Exception {
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.wrote("m1", "Анна", "Начали", TEN.plusSeconds(70));
        var id = stored(
                "\"meetingId\": \"%s\", \"startedAt\": \"2026-11-20T13:00:00Z\"".formatted(conference.meetingId));
        await().until(() -> !lectorium.recording(id).path("conference").isNull());

        conference.recorder(UUID.randomUUID().toString(), "on", TEN.plusSeconds(60));

        awaitFound(admin, "начать", id);
        assertThat(onlyMoment("начать").path("at").asDouble()).isEqualTo(10);
    }

    @Test
    void tiesByRoomAndTimeWhicheverComesFirst() throws Exception {
        var before = stored("\"room\": \"%s\", \"startedAt\": \"2026-11-20T10:10:00Z\"".formatted(room));
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.wrote("m1", "Анна", "Кофе", TEN.plusSeconds(900));
        awaitFound(admin, "кофе", before);
        int number = lectorium.recording(before).path("conference").asInt();

        var behind = stored("\"room\": \"%s\", \"startedAt\": \"2026-11-20T10:11:00Z\"".formatted(room));
        conference.end(TEN.plusSeconds(1000));
        await().until(() -> !admin.get("/api/v1/conferences/" + number)
                .body()
                .path("conference")
                .path("live")
                .asBoolean(true));
        var later = stored("\"room\": \"%s\", \"startedAt\": \"2026-11-20T11:00:00Z\"".formatted(room));

        awaitFound(admin, "кофе", before, behind);
        assertThat(lectorium.recording(later).path("conference").isNull()).isTrue();
        assertThat(ids(admin.get("/api/v1/recordings?conference=" + number)
                        .body()
                        .path("items")))
                .containsExactlyInAnyOrder(before, behind);
        assertThat(ids(admin.get("/api/v1/conferences/" + number + "/recordings")
                        .body()))
                .containsExactly(before, behind);
    }

    /** What somebody uploads opens no conference to them in which they were not. */
    @Test
    void tiesNoUploadOfAStranger() throws Exception {
        var there = lectorium.someone("lecturer");
        var stranger = lectorium.someone("lecturer");
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.joined(there.id(), TEN.plusSeconds(5));
        conference.wrote("m1", "Анна", "Секрет", TEN.plusSeconds(10));
        conference.end(TEN.plusSeconds(100));
        conferenceIsKnown();

        var own = uploaded(there, conference);
        var planted = uploaded(stranger, conference);

        assertThat(there.client()
                        .get("/api/v1/recordings/" + own)
                        .body()
                        .path("conference")
                        .isNull())
                .isFalse();
        assertThat(stranger.client()
                        .get("/api/v1/recordings/" + planted)
                        .body()
                        .path("conference")
                        .isNull())
                .isTrue();
        assertThat(messages(stranger.client(), planted)).isEmpty();
    }

    /** The conference alone, by its meeting id: of those who were in it, and of those whose room it was in. */
    @Test
    void believesAMeetingIdOfWhoWasThereOrOwnsTheRoom() throws Exception {
        var owner = lectorium.someone("lecturer");
        var there = lectorium.someone("lecturer");
        var stranger = lectorium.someone("lecturer");
        var slug = owner.client()
                .post("/api/v1/rooms", "{\"title\": \"Кружок %s\"}".formatted(UUID.randomUUID()))
                .text("name");
        var conference = ToldConference.begin(lectorium, slug, TEN);
        conference.joined(there.id(), TEN.plusSeconds(5));
        conference.wrote("m1", "Анна", "Секрет", TEN.plusSeconds(10));
        conference.end(TEN.plusSeconds(100));
        var ofRecorder = named(lectorium.recorder(), conference);
        await().until(() -> !lectorium.recording(ofRecorder).path("conference").isNull());

        var ofOwner = named(owner.client(), conference);
        var ofAttendee = named(there.client(), conference);
        var ofStranger = named(stranger.client(), conference);

        var number = lectorium.recording(ofRecorder).path("conference").asInt();
        for (String believed : List.of(ofOwner, ofAttendee)) {
            assertThat(lectorium.recording(believed).path("conference").asInt()).isEqualTo(number);
        }
        assertThat(messages(owner.client(), ofOwner)).containsExactly("Секрет");
        assertThat(lectorium.recording(ofStranger).path("conference").isNull()).isTrue();
        assertThat(lectorium.recording(ofStranger).path("room").isNull()).isTrue();
        assertThat(messages(stranger.client(), ofStranger)).isEmpty();
    }

    private static String named(LectoriumClient client, ToldConference conference) {
        var tus = new TusClient(client);
        var bytes = ("no video " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        var upload = tus.created(
                bytes.length,
                "Upload-Metadata",
                TusClient.metadata("meetingId", conference.meetingId, "startedAt", TEN.toString()));
        return tus.patch(upload, 0, bytes).header("Lectorium-Recording");
    }

    private String uploaded(RunningLectorium.Someone someone, ToldConference conference) throws IOException {
        var file = Files.writeString(temp.resolve(UUID.randomUUID().toString()), "no video " + UUID.randomUUID());
        var metadata = "{\"room\": \"%s\", \"startedAt\": \"2026-11-20T10:00:05Z\", \"meetingId\": \"%s\"}"
                .formatted(room, conference.meetingId);
        return someone.client().deliver("", file, "a.mp4", metadata, null).text("id");
    }

    @Test
    void forgetsWhatWasTakenBack() throws Exception {
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.wrote("m1", "Анна", "Оговорка", TEN.plusSeconds(10));
        var id = stored(
                "\"meetingId\": \"%s\", \"startedAt\": \"2026-11-20T10:00:00Z\"".formatted(conference.meetingId));
        awaitFound(admin, "оговорка", id);

        conference.tookBack("m1", TEN.plusSeconds(20));

        awaitFound(admin, "оговорка");
        assertThat(messages(admin, id)).isEmpty();
    }

    @Test
    void showsParticipantsWhatTheyAttended() throws Exception {
        var there = lectorium.someone("user");
        var away = lectorium.someone("user");
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.wrote("m1", "Анна", "Интегралы", TEN.plusSeconds(10));
        var id = stored(
                "\"meetingId\": \"%s\", \"startedAt\": \"2026-11-20T10:00:00Z\"".formatted(conference.meetingId));
        awaitFound(admin, "интеграл", id);
        int number = lectorium.recording(id).path("conference").asInt();
        admin.patch("/api/v1/recordings/" + id, "{\"access\": \"participants\"}");
        assertThat(there.client().get("/api/v1/recordings/" + id).problem()).isEqualTo("recording-not-found");

        conference.joined(there.id(), TEN.plusSeconds(30));

        awaitFound(there.client(), "интеграл", id);
        assertThat(messages(there.client(), id)).containsExactly("Интегралы");
        assertThat(ids(there.client()
                        .get("/api/v1/conferences/" + number + "/recordings")
                        .body()))
                .containsExactly(id);
        assertThat(counted(there.id(), number)).isEqualTo(1);

        assertThat(search(away.client(), "интеграл").path("total").asInt()).isZero();
        assertThat(search(away.client(), "интеграл").path("facets").toString()).doesNotContain("chat", room);
        assertThat(away.client().get("/api/v1/recordings/" + id + "/messages").problem())
                .isEqualTo("recording-not-found");
        assertThat(away.client()
                        .get("/api/v1/conferences/" + number + "/recordings")
                        .body())
                .isEmpty();
        assertThat(counted(away.id(), number)).isZero();
        assertThat(lectorium
                        .nobody()
                        .get("/api/v1/recordings/" + id + "/messages")
                        .status())
                .isEqualTo(401);
        assertThat(lectorium
                        .nobody()
                        .get("/api/v1/conferences/" + number + "/recordings")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void listsWhatWasWrittenWhileItWasMade() {
        var media = new GeneratedMedia(temp);
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.wrote("m0", "Анна", "До", TEN.minusSeconds(1));
        conference.wrote("m1", "Анна", "Вопрос?", TEN.plusMillis(500));
        conference.answered("m2", "Борис", "Ответ!", "m1", TEN.plusMillis(1500));
        conference.wrote("m3", "Борис", "После", TEN.plusSeconds(30));
        var id = lectorium
                .deliver(
                        media.another(media.jibri(320, 240, 2)),
                        "a.mp4",
                        "{\"room\": \"%s\", \"meetingId\": \"%s\", \"startedAt\": \"%s\"}"
                                .formatted(room, conference.meetingId, TEN),
                        null)
                .text("id");
        lectorium.processed(id);

        await().untilAsserted(() -> assertThat(messages(admin, id)).containsExactly("Вопрос?", "Ответ!"));
        var second = admin.get("/api/v1/recordings/" + id + "/messages").body().get(1);
        assertThat(second.path("at").asDouble()).isEqualTo(1.5);
        assertThat(second.path("author").asString()).isEqualTo("Борис");
        assertThat(second.path("replyTo").asString()).isEqualTo("m1");
        awaitFound(admin, "ответ", id);
        awaitFound(admin, "после");
    }

    @Test
    void givesRecordingsWhatTheirRoomLaysDown() throws Exception {
        var lecturer = lectorium.someone("lecturer");
        var title = "Анализ " + UUID.randomUUID();
        var opened = lecturer.client().post("/api/v1/rooms", "{\"title\": \"" + title + "\"}");
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        var slug = opened.text("name");
        lecturer.client().patch("/api/v1/rooms/" + slug, "{\"recordingAccess\": \"organisation\"}");

        var recording = lectorium.recording(
                stored("\"room\": \"%s\", \"startedAt\": \"2026-11-20T10:00:00Z\"".formatted(slug)));

        assertThat(recording.path("title").asString()).isEqualTo(title);
        assertThat(recording.path("access").asString()).isEqualTo("organisation");
        assertThat(lecturer.client()
                        .get("/api/v1/recordings/" + recording.path("id").asString() + "/access")
                        .body()
                        .path("owners")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(lecturer.id());
    }

    @Test
    void findsChatsAgainWhenTheIndexIsRebuilt() throws Exception {
        var conference = ToldConference.begin(lectorium, room, TEN);
        conference.wrote("m1", "Анна", "Перестройка", TEN.plusSeconds(10));
        var id = stored(
                "\"meetingId\": \"%s\", \"startedAt\": \"2026-11-20T10:00:00Z\"".formatted(conference.meetingId));
        awaitFound(admin, "перестройку", id);
        var before = admin.get("/api/v1/search/index").text("index");

        admin.post("/api/v1/search/index/rebuild", "");

        await().until(() -> !admin.get("/api/v1/search/index").text("index").equals(before));
        awaitFound(admin, "перестройку", id);
    }

    /** By a recording of it. */
    private void conferenceIsKnown() throws IOException {
        var probe = stored("\"room\": \"%s\", \"startedAt\": \"2026-11-20T10:01:39Z\"".formatted(room));
        await().until(() -> !lectorium.recording(probe).path("conference").isNull());
        admin.delete("/api/v1/recordings/" + probe);
    }

    private int counted(String person, int conference) {
        return recorded.count(new Person(UserId.of(person), false, Set.of()), List.of(conference))
                .getOrDefault(conference, 0);
    }

    private String stored(String metadata) throws IOException {
        var file = Files.writeString(temp.resolve(UUID.randomUUID().toString()), "no video " + UUID.randomUUID());
        var withRoom = metadata.contains("\"room\"") ? metadata : metadata + ", \"room\": \"" + room + "\"";
        return lectorium.deliver(file, "a.mp4", "{" + withRoom + "}", null).text("id");
    }

    private static List<String> messages(LectoriumClient client, String recording) {
        return client.get("/api/v1/recordings/" + recording + "/messages")
                .body()
                .valueStream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static List<String> ids(JsonNode recordings) {
        return recordings
                .valueStream()
                .map(recording -> recording.path("id").asString())
                .toList();
    }

    private JsonNode onlyMoment(String query) {
        var moments = search(admin, query).path("items").get(0).path("moments");
        assertThat(moments).hasSize(1);
        return moments.get(0);
    }

    private JsonNode search(LectoriumClient client, String query) {
        return client.get("/api/v1/search?room=" + room + "&q=" + query.replace(" ", "+"))
                .body();
    }

    private void awaitFound(LectoriumClient client, String query, String... ids) {
        await().untilAsserted(() -> assertThat(search(client, query)
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("recording").path("id").asString()))
                .containsExactlyInAnyOrder(ids));
    }
}
