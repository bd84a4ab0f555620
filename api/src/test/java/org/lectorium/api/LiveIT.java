package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.TusClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Watching a recording while it arrives. */
@LectoriumTest
class LiveIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern SEGMENT = Pattern.compile("^\\d+\\.m4s$", Pattern.MULTILINE);

    @TempDir
    static Path temp;

    @LocalServerPort
    private int port;

    @Value("${lectorium.transcode.workspace}")
    private Path workspace;

    private final String session = UUID.randomUUID().toString();
    private final Instant start = Instant.now().minusSeconds(600);

    private GeneratedMedia media;
    private RunningLectorium lectorium;
    private RunningLectorium.Someone owner;
    private RunningLectorium.Someone attended;
    private RunningLectorium.Someone stranger;
    private ToldConference conference;
    private String room;

    @BeforeEach
    void open() {
        media = new GeneratedMedia(temp);
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        attended = lectorium.someone("user");
        stranger = lectorium.someone("lecturer");
        room = owner.client()
                .post("/api/v1/rooms", json(Map.of("title", "Лекция " + UUID.randomUUID())))
                .text("name");
        owner.client().patch("/api/v1/rooms/" + room, json(Map.of("recordingAccess", "participants")));
        conference = ToldConference.begin(lectorium, room, start);
        conference.joined(owner.id(), start.plusSeconds(1));
        conference.joined(attended.id(), start.plusSeconds(2));
    }

    @Test
    void isWatchedByWhoWillWatchItAndGrows() throws Exception {
        byte[] webm = Sending.unique(media.pageWebm(20));
        var upload = new Sending(webm, owner.client(), "room", room, "meetingId", conference.meetingId);

        upload.upTo(0.5);
        var card = awaitCard(upload.id(), "receiving");
        assertThat(card.path("sizeBytes").asLong()).isEqualTo(upload.sent());
        assertThat(card.path("progress").asDouble()).isBetween(49.0, 51.0);
        assertThat(card.path("problem").isNull()).as(card.toString()).isTrue();
        assertThat(card.path("mayManage").asBoolean()).isFalse();
        assertThat(card.path("conference").isNull()).isFalse();
        assertThat(attended.client()
                        .get("/api/v1/conferences/" + card.path("conference").asInt() + "/recordings")
                        .body()
                        .findValuesAsString("id"))
                .containsExactly(upload.id());
        isNothingForStrangers(upload.id());

        var playback = attended.client().get("/api/v1/recordings/" + upload.id() + "/playback");
        assertThat(playback.text("hls")).isEqualTo(live(upload.id(), "video.m3u8"));
        assertThat(playback.body().path("download").isEmpty()).isTrue();
        var early = awaitSegments(upload.id(), 2);
        assertThat(early).doesNotContain("#EXT-X-ENDLIST");
        // Nothing of what was not acknowledged, and what there is can be decoded.
        var sofar = Files.write(temp.resolve("sofar.webm"), Arrays.copyOf(webm, upload.sent()));
        assertThat(packets(played(upload.id(), early))).isBetween(1L, packets(sofar));

        upload.upTo(0.9);
        var later = awaitSegments(upload.id(), 4);
        assertThat(later).startsWith(early.strip().lines().findFirst().orElseThrow());
        assertThat(segments(later)).startsWith(segments(early).toArray(String[]::new));

        var end = upload.upTo(1);
        assertThat(end.header("Lectorium-Recording")).isEqualTo(upload.id());
        var whole = await().atMost(PATIENCE)
                .until(() -> playlist(upload.id()), playlist -> playlist.contains("#EXT-X-ENDLIST"));
        assertThat(packets(played(upload.id(), whole))).isEqualTo(packets(media.pageWebm(20)));
        isNothingForStrangers(upload.id());

        // The card is the recording's place.
        assertThat(lectorium.processed(upload.id()).path("status").asString()).isEqualTo("published");
        assertThat(cards(owner.client())).hasSize(1);
        assertThat(attended.client().get("/api/v1/recordings/" + upload.id()).text("conference"))
                .isEqualTo(card.path("conference").asString());
        leavesNothing(upload.id());
        assertThat(attended.client().get(live(upload.id(), "video.m3u8")).problem())
                .isEqualTo("live-file-not-found");
    }

    @Test
    void showsWhatARecorderSendsInTheCardThatWaitedForIt() throws Exception {
        conference.recorder(session, "on", start.plusSeconds(10));
        var card = await().atMost(PATIENCE)
                .until(() -> cards(owner.client()), cards -> cards.size() == 1)
                .get(0)
                .path("id")
                .asString();
        byte[] mp4 = Files.readAllBytes(media.another(media.fragmentedAsAdvised(18)));
        var recorder = lectorium.recorder();
        var given = new Sending(mp4, recorder, "sessionId", session);
        given.upTo(0.9);
        awaitCard(card, "receiving");
        awaitSegments(card, 1);
        assertThat(cards(owner.client())).hasSize(1);
        // News of the conference change nothing about that.
        conference.recorder(session, "off", start.plusSeconds(300));
        conference.joined(stranger.id(), start.plusSeconds(301));
        await().atMost(PATIENCE).until(() -> cards(stranger.client()).size() == 1);
        awaitCard(card, "receiving");

        new TusClient(recorder).delete(given.location());
        awaitCard(card, "expected");
        assertThat(owner.client().get(live(card, "video.m3u8")).problem()).isEqualTo("live-file-not-found");
        leavesNothing(given.id());

        var again = new Sending(mp4, recorder, "sessionId", session);
        again.upTo(0.9);
        awaitCard(card, "receiving");
        var playlist = awaitSegments(card, 1);
        again.upTo(1);
        // Who watches goes on by the address they have.
        assertThat(packets(played(card, playlist))).isPositive();
        assertThat(owner.client().get("/api/v1/recordings/" + card).text("id")).isEqualTo(again.id());
        assertThat(lectorium.processed(again.id()).path("status").asString()).isEqualTo("published");
        assertThat(cards(owner.client())).hasSize(1);
    }

    @Test
    void becomesTheSameWatchedOrNot() throws Exception {
        var film = media.fragmentedAsAdvised(18);
        var watched = new Sending(Files.readAllBytes(media.another(film)), owner.client(), "room", room);
        watched.upTo(0.9);
        awaitCard(watched.id(), "receiving");
        awaitSegments(watched.id(), 1);
        watched.upTo(1);
        var unwatched = new Sending(Files.readAllBytes(media.another(film)), owner.client(), "room", room);
        unwatched.upTo(1);

        assertThat(renditions(watched.id())).isNotEmpty().isEqualTo(renditions(unwatched.id()));
    }

    @Test
    void saysWhyItCannotBeWatchedYet() throws Exception {
        var vp8 = new Sending(Sending.unique(media.browserWebm(4)), owner.client(), "room", room);
        vp8.upTo(0.8);
        var plain =
                new Sending(Files.readAllBytes(media.another(media.jibri(640, 360, 8))), owner.client(), "room", room);
        plain.upTo(0.5);

        isNotWatchable(vp8, "live-codec-unsuitable");
        isNotWatchable(plain, "live-index-missing");
        var tus = new TusClient(owner.client());
        tus.delete(vp8.location());
        tus.delete(plain.location());
        await().atMost(PATIENCE).until(() -> cards(owner.client()).isEmpty());
        assertThat(owner.client().get("/api/v1/recordings/" + vp8.id()).problem())
                .isEqualTo("recording-not-found");
    }

    @Test
    void leadsToTheRecordingThatHadTheSameBytes() throws Exception {
        byte[] webm = Sending.unique(media.pageWebm(20));
        var first = new Sending(webm, owner.client(), "room", room);
        first.upTo(1);
        var second = new Sending(webm, owner.client(), "room", room);
        second.upTo(0.5);
        awaitCard(second.id(), "receiving");
        var end = second.upTo(1);

        assertThat(end.header("Lectorium-Recording")).isEqualTo(first.id());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(owner.client()
                                .get("/api/v1/recordings/" + second.id())
                                .text("id"))
                        .isEqualTo(first.id()));
        assertThat(cards(owner.client())).hasSize(1);
        assertThat(stranger.client().get("/api/v1/recordings/" + second.id()).problem())
                .isEqualTo("recording-not-found");
    }

    private void isNothingForStrangers(String card) {
        assertThat(cards(stranger.client())).isEmpty();
        for (String file : List.of("video.m3u8", "init.mp4", "00000.m4s")) {
            var denied = stranger.client().get(live(card, file));
            assertThat(denied.problem()).as(file).isEqualTo("recording-not-found");
            // Just as one that there is not.
            var random = UUID.randomUUID().toString();
            assertThat(denied.text().replace(card, random))
                    .isEqualTo(stranger.client().get(live(random, file)).text());
        }
        assertThat(stranger.client()
                        .get("/api/v1/recordings/" + card + "/playback")
                        .problem())
                .isEqualTo("recording-not-found");
        assertThat(lectorium.nobody().get(live(card, "video.m3u8")).status()).isEqualTo(401);
        for (String file : List.of("video.m3u8.tmp", "00000.m4s.tmp", "%2e%2e", "..%2fvideo.m3u8", "0.m4s")) {
            assertThat(owner.client().get(live(card, file)).status()).as(file).isIn(400, 404);
        }
    }

    private void isNotWatchable(Sending upload, String why) {
        var card = awaitCard(upload.id(), "receiving");
        assertThat(card.path("problem").path("key").asString()).isEqualTo(why);
        assertThat(card.path("sizeBytes").asLong()).isEqualTo(upload.sent());
        for (String path : List.of("playback", "live/video.m3u8")) {
            assertThat(owner.client()
                            .get("/api/v1/recordings/" + upload.id() + "/" + path)
                            .problem())
                    .isEqualTo(why);
        }
    }

    private JsonNode awaitCard(String id, String status) {
        return await().atMost(PATIENCE)
                .until(
                        () -> owner.client().get("/api/v1/recordings/" + id).body(),
                        card -> status.equals(card.path("status").asString()));
    }

    private String awaitSegments(String id, int count) {
        return await().atMost(PATIENCE)
                .until(() -> playlist(id), playlist -> segments(playlist).size() >= count);
    }

    private String playlist(String id) {
        return attended.client().get(live(id, "video.m3u8")).text();
    }

    private static List<String> segments(String playlist) {
        return SEGMENT.matcher(playlist).results().map(MatchResult::group).toList();
    }

    /** What a player has got that plays all of the playlist; it can be decoded. */
    private Path played(String id, String playlist) throws IOException {
        var film = new ByteArrayOutputStream();
        film.write(attended.client().bytes(live(id, "init.mp4")));
        for (String segment : segments(playlist)) {
            film.write(attended.client().bytes(live(id, segment)));
        }
        var file = Files.write(temp.resolve(UUID.randomUUID() + ".mp4"), film.toByteArray());
        GeneratedMedia.execute(
                List.of(media.ffmpeg().toString(), "-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-"));
        return file;
    }

    /** Which can all be decoded. */
    private long packets(Path film) {
        GeneratedMedia.execute(
                List.of(media.ffmpeg().toString(), "-v", "error", "-xerror", "-i", film.toString(), "-f", "null", "-"));
        var counted = GeneratedMedia.execute(List.of(
                media.ffprobe().toString(),
                "-v",
                "fatal",
                "-count_packets",
                "-show_entries",
                "stream=nb_read_packets",
                "-of",
                "csv=p=0",
                film.toString()));
        return counted.lines().mapToLong(Long::parseLong).sum();
    }

    private static String live(String id, String file) {
        return "/api/v1/recordings/" + id + "/live/" + file;
    }

    private List<String> renditions(String id) {
        assertThat(lectorium.processed(id).path("status").asString()).isEqualTo("published");
        return owner.client()
                .get("/api/v1/recordings/" + id + "/playback")
                .body()
                .path("download")
                .valueStream()
                .filter(each -> !each.path("rendition").asString().equals("original"))
                .map(each -> each.path("rendition") + " " + each.path("sha256"))
                .toList();
    }

    /** Neither programs nor files. */
    private void leavesNothing(String upload) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(programs(upload)).isEmpty();
            try (Stream<Path> files = Files.walk(workspace.resolve("live"))) {
                assertThat(files.map(Path::toString)).noneMatch(file -> file.contains(upload));
            }
        });
    }

    private static List<String> programs(String upload) {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(upload))
                .toList();
    }

    private JsonNode cards(LectoriumClient client) {
        return client.get("/api/v1/recordings?room=" + room).body().path("items");
    }

    private static String json(Map<String, ?> value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
