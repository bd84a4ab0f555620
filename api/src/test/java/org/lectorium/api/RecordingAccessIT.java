package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who gets at which recording and at which of its bytes. Numbers are those of the list of abuses in the research. */
@LectoriumTest
class RecordingAccessIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path temp;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone owner;
    private Someone outsider;
    private String id;

    @BeforeEach
    void record() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        outsider = lectorium.someone("lecturer");
        var media = new GeneratedMedia(temp);
        var file = media.another(media.jibri(320, 240, 2));
        var delivered = owner.client().deliver("", file);
        assertThat(delivered.status()).as(delivered.toString()).isEqualTo(201);
        id = delivered.text("id");
        lectorium.processed(id);
    }

    @Test
    void belongsToWhoBroughtItIn() {
        var recording = owner.client().get(path("")).body();

        assertThat(recording.path("access").asString()).isEqualTo("private");
        assertThat(recording.path("mayManage").asBoolean()).isTrue();
        assertThat(owner.client()
                        .get(path("/access"))
                        .body()
                        .path("owners")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(owner.id());
        assertThat(outsider.client().get(path("")).status()).isEqualTo(404);
    }

    /** A5, A6: what is not mine answers like what is not there, in every operation. */
    @Test
    void tellsNoDifferenceBetweenNotMineAndNotThere() {
        var api = lectorium.admin().get("/api/v1/openapi.json").body();
        var told = new ArrayList<String>();
        for (var path : api.path("paths").properties()) {
            if (!path.getKey().startsWith("/api/v1/recordings/{id}")) {
                continue;
            }
            for (var operation : path.getValue().properties()) {
                var nowhere = UUID.randomUUID().toString();
                var mine = ask(outsider.client(), operation.getKey(), path.getKey(), id);
                var none = ask(outsider.client(), operation.getKey(), path.getKey(), nowhere);
                if (mine.status() != none.status()
                        || mine.status() != 404
                        || !mine.body()
                                .toString()
                                .replace(id, nowhere)
                                .equals(none.body().toString())) {
                    told.add(operation.getKey() + " " + path.getKey() + " " + mine + " " + none);
                }
            }
        }
        assertThat(told).isEmpty();
        assertThat(owner.client().get(path("")).status()).isEqualTo(200);
    }

    private static Answer ask(LectoriumClient client, String method, String path, String id) {
        var address = path.replace("{id}", id)
                .replace("{share}", UUID.randomUUID().toString())
                .replace("{file}", "video.m3u8");
        var body = path.endsWith("/shares") ? "{\"download\": true}" : "{\"title\": \"x\", \"access\": \"link\"}";
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "GET" -> client.get(address);
            case "POST" -> client.post(address, body);
            case "PATCH" -> client.patch(address, body);
            case "DELETE" -> client.delete(address);
            default -> throw new AssertionError(method);
        };
    }

    @Test
    void letsWatchersWatchAndNothingElse() {
        access("organisation");
        var watcher = outsider.client();

        assertThat(watcher.get(path("/playback")).status()).isEqualTo(200);
        assertThat(watcher.get(path("")).body().path("mayManage").asBoolean()).isFalse();
        assertThat(watcher.patch(path(""), "{\"title\": \"Мое\"}").problem()).isEqualTo("not-yours");
        assertThat(watcher.patch(path(""), "{\"access\": \"link\"}").problem()).isEqualTo("not-yours");
        assertThat(watcher.delete(path("")).problem()).isEqualTo("not-yours");
        assertThat(watcher.post(path("/retry"), "").problem()).isEqualTo("not-yours");
        assertThat(watcher.get(path("/access")).problem()).isEqualTo("not-yours");
        assertThat(watcher.get(path("/shares")).problem()).isEqualTo("not-yours");
    }

    @Test
    void letsInByEachLevelWhoItNames() {
        var group = "/group-" + UUID.randomUUID();
        var member = lectorium.someone("user", group);
        var almost = lectorium.someone("user", group + "-2");

        owner.client().patch(path(""), JSON.writeValueAsString(Map.of("access", "group", "groups", List.of(group))));
        assertThat(member.client().get(path("")).status()).isEqualTo(200);
        assertThat(almost.client().get(path("")).status()).isEqualTo(404);

        access("link");
        assertThat(member.client().get(path("")).status()).isEqualTo(404);

        owner.client().patch(path(""), JSON.writeValueAsString(Map.of("owners", List.of(owner.id(), outsider.id()))));
        assertThat(outsider.client().patch(path(""), "{\"title\": \"Наше\"}").status())
                .isEqualTo(200);
        assertThat(owner.client().patch(path(""), "{\"owners\": []}").problem()).isEqualTo("last-owner");
    }

    @Test
    void knowsWhoAttendedFromTheRecorder() {
        var student = lectorium.someone("user");
        lectorium
                .admin()
                .put(
                        "/api/v1/access-defaults",
                        "{\"room\": \"seminar\", \"access\": \"participants\", \"groups\": []}");
        var metadata = JSON.writeValueAsString(Map.of(
                "room", "seminar", "participants", List.of(Map.of("user", Map.of("id", student.id(), "name", "S")))));
        var media = new GeneratedMedia(temp);
        var file = media.another(media.jibri(320, 240, 2));
        var seminar = lectorium.deliver(file, "seminar.mp4", metadata, null).text("id");

        assertThat(student.client().get("/api/v1/recordings/" + seminar).text("access"))
                .isEqualTo("participants");
        assertThat(outsider.client().get("/api/v1/recordings/" + seminar).status())
                .isEqualTo(404);
    }

    @Test
    void hidesTheTrashFromWhoMayOnlyWatch() {
        access("organisation");
        owner.client().delete(path(""));

        assertThat(outsider.client().get(path("")).status()).isEqualTo(404);
        assertThat(outsider.client()
                        .get("/api/v1/recordings?status=trashed")
                        .body()
                        .toString())
                .doesNotContain(id);
        assertThat(owner.client()
                        .get("/api/v1/recordings?status=trashed")
                        .body()
                        .toString())
                .contains(id);
        assertThat(owner.client().post(path("/restore"), "").status()).isEqualTo(200);
    }

    /** A8: every object of a recording, as everybody who may not have it. */
    @Test
    void guardsEveryByte() throws Exception {
        var group = "/group-" + UUID.randomUUID();
        var member = lectorium.someone("user", group);
        owner.client().patch(path(""), JSON.writeValueAsString(Map.of("access", "group", "groups", List.of(group))));
        var links = links(member.client());
        assertThat(links).hasSizeGreaterThanOrEqualTo(4);
        for (String link : links) {
            assertThat(open(link)).as("the member, %s", link).isIn(200, 206);
            assertThat(open(unsigned(link))).as("a stranger, %s", link).isIn(403, 404);
        }

        lectorium.admin().patch("/api/v1/users/" + member.id(), "{\"groups\": []}");
        for (String link : links) {
            assertThat(open(link)).as("a removed member, %s", link).isEqualTo(403);
        }

        var ownLinks = links(owner.client());
        lectorium.admin().patch("/api/v1/users/" + owner.id(), "{\"blocked\": true}");
        for (String link : ownLinks) {
            assertThat(open(link)).as("somebody blocked, %s", link).isEqualTo(403);
        }
    }

    /** A8: a link for one key, name and viewer is none for another; and no way around the key's form. */
    @Test
    void takesNoChangedLink() throws Exception {
        var link = owner.client().get(path("/playback")).text("poster");
        var parts = link.split("/", 4);
        var signature = parts[2];
        var other = UUID.randomUUID().toString();

        assertThat(open(link)).isEqualTo(200);
        for (String changed : List.of(
                link.replace(id, other),
                link + "?name=evil.html",
                link.replace(owner.id(), outsider.id()),
                link.replace("/" + signature + "/", "/9999999999" + signature.substring(10) + "/"),
                link.replace("/recordings/", "/recordings/x/%2e%2e/"),
                link.replace("poster.jpg", "..%2foriginal%2fmedia"),
                link.replace("poster.jpg", "%2e%2e/original/media"),
                link.replace("poster.jpg", "%252e%252e%252foriginal%252fmedia"),
                link.replace("poster.jpg", "../original/media"),
                link.replace("poster.jpg", "poster.jpg%00"),
                "/media/" + signature + "/../../etc/passwd")) {
            assertThat(open(changed)).as(changed).isIn(400, 403, 404);
        }
    }

    /** All that leads to bytes: the playlist, what it names, posters in pages and lists, and every download. */
    private List<String> links(LectoriumClient client) throws IOException {
        var playback = client.get(path("/playback")).body();
        var links = new ArrayList<String>();
        var playlist = playback.path("hls").asString();
        links.add(playlist);
        try (var content = client.open(playlist).body()) {
            new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .distinct()
                    .map(name -> playlist.substring(0, playlist.lastIndexOf('/') + 1) + name)
                    .forEach(links::add);
        }
        links.add(playback.path("poster").asString());
        links.add(client.get(path("")).text("poster"));
        for (JsonNode download : playback.path("download")) {
            var answer = client.get(download.path("url").asString());
            assertThat(answer.status()).isEqualTo(302);
            links.add(answer.header("Location"));
        }
        return links;
    }

    private static String unsigned(String link) {
        return link.replaceFirst("/media/[^/]+/", "/media/x/");
    }

    private int open(String link) throws IOException {
        var response = lectorium.nobody().open(link);
        response.body().close();
        return response.statusCode();
    }

    @Test
    void makesNoLinkToWhatIsPrivate() {
        assertThat(share("{\"download\": false}").problem()).isEqualTo("share-of-private");
    }

    @Test
    void opensALinkForStrangersUntilItIsClosed() throws Exception {
        access("link");
        var made = share("{\"label\": \"Гости\", \"download\": false}");
        var token = made.text("token");

        var opened = openShare(token, null, null);
        assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
        assertThat(opened.body().path("recording").path("mayManage").asBoolean())
                .isFalse();
        assertThat(opened.body().path("playback").path("download")).isEmpty();
        var playlist = opened.body().path("playback").path("hls").asString();
        assertThat(open(playlist)).isEqualTo(200);
        assertThat(openShare(token, null, opened.text("visit")).status()).isEqualTo(200);
        assertThat(owner.client()
                        .get(path("/shares"))
                        .body()
                        .get(0)
                        .path("uses")
                        .asInt())
                .isEqualTo(1);
        // The page's own address names the recording, and is nobody's key.
        assertThat(lectorium.nobody().get(path("")).status()).isEqualTo(401);

        owner.client()
                .delete(path("/shares/" + made.body().path("share").path("id").asString()));

        assertThat(openShare(token, null, null).problem()).isEqualTo("share-closed");
        assertThat(openShare(token, null, opened.text("visit")).problem()).isEqualTo("share-closed");
        assertThat(open(playlist)).isEqualTo(403);
        assertThat(lectorium.admin().get("/api/v1/audit?subject=" + id).body().toString())
                .contains("share-made", "share-opened", "share-revoked");
    }

    @Test
    void closesAllLinksOfWhatBecomesPrivate() throws Exception {
        access("organisation");
        var token = share("{\"download\": true}").text("token");
        var playlist =
                openShare(token, null, null).body().path("playback").path("hls").asString();

        access("private");

        assertThat(openShare(token, null, null).problem()).isEqualTo("share-closed");
        assertThat(open(playlist)).isEqualTo(403);
    }

    @Test
    void letsALinkEnd() throws Exception {
        access("link");
        var soon = Instant.now().plusSeconds(2);
        var token = share(JSON.writeValueAsString(Map.of("download", true, "expiresAt", soon.toString())))
                .text("token");
        var opened = openShare(token, null, null);
        var download = opened.body()
                .path("playback")
                .path("download")
                .get(0)
                .path("url")
                .asString();
        assertThat(open(download)).isEqualTo(200);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> "share-closed".equals(openShare(token, null, null).problem()));

        assertThat(open(download)).isEqualTo(403);
        assertThat(openShare(token, null, opened.text("visit")).problem()).isEqualTo("share-closed");
    }

    @Test
    void countsUses() {
        access("link");
        var token = share("{\"download\": false, \"maxUses\": 2}").text("token");

        var first = openShare(token, null, null);
        assertThat(openShare(token, null, null).status()).isEqualTo(200);
        assertThat(openShare(token, null, null).problem()).isEqualTo("share-closed");
        assertThat(openShare(token, null, first.text("visit")).status()).isEqualTo(200);
    }

    /** A17: a share's password cannot be guessed by force, not even with many tries at once. */
    @Test
    void stopsWhoGuessesPasswords() {
        access("link");
        var token =
                share("{\"download\": false, \"password\": \"correct horse\"}").text("token");
        assertThat(openShare(token, null, null).problem()).isEqualTo("share-password-needed");

        var answers = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> openShare(token, "guess " + i, null))
                .toList();

        assertThat(answers.stream().filter(answer -> "share-password-wrong".equals(answer.problem())))
                .hasSizeLessThanOrEqualTo(10);
        var refused = openShare(token, "correct horse", null);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsKey("retry-after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "https://moodle.example.org; script-src *",
                "https://*",
                "https://user@evil.example",
                "moodle.example.org",
                "data:text/html,x"
            })
    void refusesWhatIsNoSite(String origin) {
        access("link");
        assertThat(share(JSON.writeValueAsString(Map.of("download", false, "origins", List.of(origin))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void letsOnlyNamedSitesEmbed() throws Exception {
        access("link");
        var plain =
                share("{\"download\": false}").body().path("share").path("id").asString();
        var made = share("{\"download\": false, \"origins\": [\"https://Moodle.example.org/course/1\"]}");
        var share = made.body().path("share").path("id").asString();

        assertThat(frames("/embed/" + share)).endsWith("frame-ancestors https://moodle.example.org");
        assertThat(frames("/embed/" + plain)).endsWith("frame-ancestors 'none'");
        assertThat(frames("/s/" + share)).endsWith("frame-ancestors 'none'");
        assertThat(frames("/embed/" + UUID.randomUUID())).endsWith("frame-ancestors 'none'");

        owner.client().delete(path("/shares/" + share));
        assertThat(frames("/embed/" + share)).endsWith("frame-ancestors 'none'");
    }

    private String frames(String page) throws Exception {
        return get(page).headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private HttpResponse<String> get(String page) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + page))
                                .method("GET", BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    private String path(String rest) {
        return "/api/v1/recordings/" + id + rest;
    }

    private void access(String level) {
        assertThat(owner.client()
                        .patch(path(""), "{\"access\": \"" + level + "\"}")
                        .status())
                .isEqualTo(200);
    }

    private Answer share(String terms) {
        return owner.client().post(path("/shares"), terms);
    }

    /** As a stranger whose browser has no cookie of ours. */
    private Answer openShare(String token, @Nullable String password, @Nullable String visit) {
        var key = JSON.createObjectNode().put("token", token);
        if (password != null) {
            key.put("password", password);
        }
        if (visit != null) {
            key.put("visit", visit);
        }
        return lectorium.nobody().withoutCsrf().post("/api/v1/shares/open", key.toString());
    }
}
