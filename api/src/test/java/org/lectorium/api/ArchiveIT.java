package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.testkit.LectoriumClient;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What people do in the archive. Each test has a room of its own. */
@LectoriumTest
class ArchiveIT {

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    private final String room = "room-" + UUID.randomUUID();

    private RunningLectorium lectorium;
    private LectoriumClient admin;

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port);
        admin = lectorium.admin();
    }

    @Test
    void listsPageByPageInTheOrderAskedFor() throws Exception {
        stored("Б", "2026-01-02T00:00:00Z");
        stored("А", "2026-01-01T00:00:00Z");
        stored("В", "2026-01-03T00:00:00Z");

        assertThat(titles("")).containsExactly("В", "Б", "А");
        assertThat(titles("&sort=oldest")).containsExactly("А", "Б", "В");
        assertThat(titles("&sort=title")).containsExactly("А", "Б", "В");
        assertThat(titles("&size=2&page=1")).containsExactly("А");
        assertThat(titles("&from=2026-01-02")).containsExactly("В", "Б");
        assertThat(titles("&to=2026-01-02")).containsExactly("Б", "А");
        assertThat(titles("&from=2026-01-01T12:00:00Z&to=2026-01-02T12:00:00Z")).containsExactly("Б");
        assertThat(list("&size=2").path("total").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"page=-1", "size=0", "size=101", "from=yesterday", "status=lost", "sort=best", "page=x"})
    void saysWhichParameterIsWrong(String query) {
        var answer = admin.get("/api/v1/recordings?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("facts").toString()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void findsByWordsAndFilters() throws Exception {
        var id = stored("Лекции о рядах Фурье", "2026-01-02T00:00:00Z");

        awaitFound("лекция ряды", id);
        awaitFound("ряд&from=2026-01-02&to=2026-01-02", id);
        awaitFound("ряд&source=chat");
        var item = search("рядами").path("items").get(0);
        assertThat(item.path("moments").get(0).path("highlight").asString())
                .isEqualTo("Лекции о <mark>рядах</mark> Фурье");
        assertThat(item.path("recording").path("room").asString()).isEqualTo(room);
    }

    @Test
    void renamesAndFindsTheNewName() throws Exception {
        var id = stored("Запись", "2026-01-02T00:00:00Z");

        var renamed = admin.patch("/api/v1/recordings/" + id, "{\"title\": \"Теория множеств\"}");

        assertThat(renamed.text("title")).isEqualTo("Теория множеств");
        awaitFound("множество", id);
        assertThat(admin.patch("/api/v1/recordings/" + id, "{\"title\": \" \"}").status())
                .isEqualTo(400);
    }

    @Test
    void trashesAndRestores() throws Exception {
        var id = stored("Корзина", "2026-01-02T00:00:00Z");
        awaitFound("корзина", id);

        assertThat(admin.delete("/api/v1/recordings/" + id).status()).isEqualTo(204);
        assertThat(titles("")).isEmpty();
        assertThat(titles("&status=trashed")).containsExactly("Корзина");
        awaitFound("корзина");

        assertThat(admin.post("/api/v1/recordings/" + id + "/restore", "").status())
                .isEqualTo(200);
        assertThat(titles("")).containsExactly("Корзина");
        awaitFound("корзина", id);
    }

    @Test
    void rebuildsTheIndexFromTheDatabase() throws Exception {
        var id = stored("Перестройка", "2026-01-02T00:00:00Z");
        awaitFound("перестройка", id);
        var before = index().path("index").asString();

        assertThat(admin.post("/api/v1/search/index/rebuild", "").status()).isEqualTo(202);

        await().until(() -> !index().path("index").asString().equals(before)
                && !index().path("rebuilding").asBoolean());
        awaitFound("перестройка", id);
    }

    @Test
    void offersTheOriginalWhateverBecameOfIt() throws Exception {
        var id = stored("Битый файл", "2026-01-02T00:00:00Z");
        lectorium.processed(id);

        var playback = admin.get("/api/v1/recordings/" + id + "/playback");
        assertThat(playback.status()).isEqualTo(409);
        assertThat(playback.problem()).isEqualTo("not-watchable-yet");
        await().untilAsserted(() -> {
            try (var in = admin.open("/api/v1/recordings/" + id + "/download").body()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("no video");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "get, /api/v1/recordings/00000000-0000-0000-0000-000000000000, recording-not-found",
        "get, /api/v1/recordings/nonsense, recording-not-found",
        "get, /api/v1/recordings/00000000-0000-0000-0000-000000000000/playback, recording-not-found",
        "delete, /api/v1/recordings/00000000-0000-0000-0000-000000000000, recording-not-found",
        "get, /api/v1/nothing, not-found",
        "get, /media/0.x/recordings/a, link-invalid",
    })
    void saysWhatIsNotThere(String method, String path, String problem) {
        var answer = method.equals("get") ? admin.get(path) : admin.delete(path);

        assertThat(answer.problem()).isEqualTo(problem);
    }

    private String stored(String title, String startedAt) throws IOException {
        var file = Files.writeString(temp.resolve(UUID.randomUUID().toString()), "no video " + UUID.randomUUID());
        return lectorium
                .deliver(
                        file,
                        "a.mp4",
                        "{\"title\": \"%s\", \"room\": \"%s\", \"startedAt\": \"%s\"}"
                                .formatted(title, room, startedAt),
                        null)
                .text("id");
    }

    private JsonNode list(String query) {
        return admin.get("/api/v1/recordings?room=" + room + query).body();
    }

    private List<String> titles(String query) {
        return list(query)
                .path("items")
                .valueStream()
                .map(item -> item.path("title").asString())
                .toList();
    }

    private JsonNode search(String query) {
        return admin.get("/api/v1/search?room=" + room + "&q=" + query.replace(" ", "+"))
                .body();
    }

    private void awaitFound(String query, String... ids) {
        await().untilAsserted(() -> assertThat(search(query)
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("recording").path("id").asString()))
                .containsExactly(ids));
    }

    private JsonNode index() {
        return admin.get("/api/v1/search/index").body();
    }
}
