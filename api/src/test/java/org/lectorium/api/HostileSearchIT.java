package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A12: queries that mean something to a search engine mean nothing here, and tell nothing of what one may not see. */
@LectoriumTest
class HostileSearchIT {

    private static final String WORD = "квазиконформность";
    private static final Duration QUICK = Duration.ofSeconds(5);

    private static String room = "";

    @TempDir
    static Path temp;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone outsider;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        outsider = lectorium.someone("user");
        if (room.isEmpty()) {
            room = "secret-" + UUID.randomUUID();
            bringIn();
        }
    }

    /** One that only administrators may see. */
    private void bringIn() {
        var media = new GeneratedMedia(temp);
        lectorium.processed(lectorium
                .deliver(media.another(media.jibri(320, 240, 2)), "x.mp4", """
                        {"title": "%s", "room": "%s"}""".formatted(WORD, room), null)
                .text("id"));
        await().atMost(Duration.ofSeconds(30)).until(() -> total(search(lectorium.admin(), WORD, "")) == 1);
    }

    static Stream<String> queries() {
        return Stream.of(
                "*:*",
                "*",
                "?",
                "/.*a.*a.*$/",
                "/.*/",
                "*" + WORD,
                "*нформность",
                "квази*",
                "title:" + WORD,
                "moments.text:" + WORD,
                "audience:*",
                "audience:organisation OR " + WORD,
                "_exists_:audience",
                "_source",
                "_source:" + WORD,
                "_id:*",
                "findable:true",
                WORD + "~5",
                WORD + " OR 1=1",
                "(" + WORD + ") | *",
                "-nothing",
                "+" + WORD,
                WORD + "^1000",
                "\"" + WORD,
                "\"" + WORD + "\" | *",
                "\"\" -x",
                "\"*\"",
                "\"a\"~1000000 \"",
                "\"\"\"\"\"",
                "\\",
                "\\\"",
                "((((((((((((((((((((((((((((",
                "{\"match_all\":{}}",
                "{\"script\":{\"source\":\"1\"}}",
                "${7*7} #{7*7} {{7*7}} ${jndi:ldap://localhost/a}",
                "'; drop table catalog.recordings; --",
                "\u0000",
                "\ud800",
                "\u202e",
                "a ".repeat(250),
                "\"" + "a\" \"".repeat(99) + "\"");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void tellsNothing(String query) {
        var began = System.nanoTime();

        var answer = search(outsider.client(), query, "");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUICK);
        assertThat(answer.status()).as(answer.toString()).isIn(200, 400);
        assertThat(answer.body().toString()).doesNotContain(room).doesNotContain("lasticsearch");
        if (answer.status() == 200) {
            assertThat(total(answer)).isEqualTo(answer.body().path("items").size());
            assertThat(facets(answer)).doesNotContain(room);
        }
    }

    /** Only words are found; all else would find everything, also for who may see everything. */
    @ParameterizedTest
    @ValueSource(strings = {"*:*", "/.*/", "*нформность", "_exists_:audience", "findable:true", "room:*"})
    void looksForWordsOnly(String query) {
        assertThat(total(search(lectorium.admin(), query, "&room=" + room))).isZero();
    }

    @Test
    void answersTheSameWhetherItIsHiddenOrNotThere() {
        var hidden = search(outsider.client(), WORD, "");
        var nowhere = search(outsider.client(), "ы" + WORD, "");

        assertThat(hidden.status()).isEqualTo(200);
        assertThat(total(search(lectorium.admin(), WORD, ""))).isEqualTo(1);
        assertThat(hidden.body()).hasToString(nowhere.body().toString());
        assertThat(search(outsider.client(), WORD, "&room=" + room).body())
                .hasToString(search(outsider.client(), WORD, "&room=" + UUID.randomUUID())
                        .body()
                        .toString());
        assertThat(outsider.client().get("/api/v1/recordings/rooms").body().toString())
                .doesNotContain(room);
        assertThat(lectorium.admin().get("/api/v1/recordings/rooms").body().toString())
                .contains(room);
    }

    @Test
    void refusesTenThousandClauses() {
        var clauses = IntStream.range(0, 10_000).mapToObj(i -> "a" + i).collect(Collectors.joining(" "));

        var answer = search(outsider.client(), clauses, "");

        // Longer than an address may be, or than a query.
        assertThat(answer.status()).isEqualTo(400);
        assertThat(search(outsider.client(), clauses.substring(0, 501), "").problem())
                .isEqualTo("parameter-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&source=_source",
                "&source=title,audience",
                "&from=now-1d%2Fd",
                "&page=-1",
                "&page=2147483647",
                "&size=0",
                "&size=1000000",
                "&page=101&size=100"
            })
    void refusesWhatIsNoParameter(String more) {
        assertThat(search(outsider.client(), WORD, more).status()).isEqualTo(400);
    }

    /** An order by what one may not see would tell it bit by bit. */
    @ParameterizedTest
    @ValueSource(strings = {"audience", "title%20desc%3B%20select%201", "owners", "(select%201)"})
    void sortsByNothingElse(String sort) {
        var answer = outsider.client().get("/api/v1/recordings?sort=" + sort);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }

    private static Answer search(LectoriumClient client, String query, String more) {
        return client.get("/api/v1/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
    }

    private static int total(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body().path("total").asInt();
    }

    private static String facets(Answer answer) {
        JsonNode facets = answer.body().path("facets");
        assertThat(facets.isObject()).isTrue();
        return facets.toString();
    }
}
