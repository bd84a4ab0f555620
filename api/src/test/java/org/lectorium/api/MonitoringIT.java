package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lectorium.conference.statistics.AccumulateFigures;
import org.lectorium.testkit.LectoriumClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What administrators, and their monitoring systems, see of this moment. */
@LectoriumTest
class MonitoringIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern METRIC = Pattern.compile("lectorium_[a-z_]+");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AccumulateFigures accumulate;

    private RunningLectorium lectorium;
    private ConferenceRows rows;
    private final String room = "room-" + UUID.randomUUID();
    private final Instant now = Instant.now();

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        rows = new ConferenceRows(jdbc);
    }

    @Test
    void showsWhoIsWhere() {
        int live = rows.conference(room, now.minusSeconds(600), null);
        rows.stay(live, UUID.randomUUID(), "Anna", now.minusSeconds(600), null);
        rows.stay(live, null, "Guest", now.minusSeconds(300), null);
        rows.stay(live, null, "Gone", now.minusSeconds(300), now.minusSeconds(200));
        rows.stay(live, null, "recorder", now.minusSeconds(300), null);
        jdbc.sql("""
                        insert into conference.recorder_runs (conference, session, asked_at, started_at, mode)
                        values (?, 's', now(), now(), 'file')
                        """).param(live).update();

        var shown = room(state(lectorium.admin()));

        assertThat(shown.path("conference").asInt()).isEqualTo(live);
        assertThat(shown.path("recording").asBoolean()).isTrue();
        assertThat(shown.path("people")
                        .valueStream()
                        .map(person -> person.path("name").asString() + " "
                                + person.path("guest").asBoolean()))
                .containsExactly("Anna false", "Guest true");

        rows.end(live, now);
        assertThat(state(lectorium.admin()).path("rooms").toString()).doesNotContain(room);
    }

    private JsonNode room(JsonNode state) {
        return state.path("rooms")
                .valueStream()
                .filter(each -> each.path("room").asString().equals(room))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsWhatProsodySentInVain() {
        var boot = UUID.randomUUID();
        jdbc.sql("""
                        insert into conference.boots (boot, first_at, last_at, last_seq, events, dropped)
                        values (?, now(), now(), 100, 90, 3)
                        """).param(boot).update();

        var shown = state(lectorium.admin()).path("callbacks");

        assertThat(shown.path("lastEventAt").asString()).isNotEmpty();
        var mine = shown.path("boots")
                .valueStream()
                .filter(each -> each.path("boot").asString().equals(boot.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(mine.path("missing").asInt()).isEqualTo(10);
        assertThat(mine.path("dropped").asInt()).isEqualTo(3);
    }

    @Test
    void isForAdministratorsOnly() {
        var someone = lectorium.someone("lecturer").client();

        assertThat(someone.get("/api/v1/monitoring").status()).isEqualTo(403);
        assertThat(someone.get("/api/v1/monitoring/stream").status()).isEqualTo(403);
        assertThat(lectorium.nobody().get("/api/v1/monitoring/stream").status()).isEqualTo(401);
    }

    @Test
    @Timeout(60)
    void tellsWhatChangesAndThatItIsThere() throws IOException {
        var response = lectorium.admin().open("/api/v1/monitoring/stream");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(nextState(lines).path("rooms").toString()).doesNotContain(room);

            int live = rows.conference(room, now.minusSeconds(10), null);
            rows.stay(live, null, "Guest", now, null);
            var state = nextState(lines);
            while (!state.path("rooms").toString().contains("\"" + room + "\"")
                    || room(state).path("people").isEmpty()) {
                state = nextState(lines);
            }
            assertThat(room(state).path("people").get(0).path("name").asString())
                    .isEqualTo("Guest");

            rows.end(live, now);
            do {
                state = nextState(lines);
            } while (state.path("rooms").toString().contains(room));
            assertThat(lines.lines().filter(line -> line.startsWith(":")).findFirst())
                    .isPresent();
        }
    }

    @Test
    @Timeout(60)
    void tellsManyByLookingOnce() throws Exception {
        var first = lectorium.admin().open("/api/v1/monitoring/stream");
        var second = lectorium.admin().open("/api/v1/monitoring/stream");
        try (var one = new BufferedReader(new InputStreamReader(first.body(), StandardCharsets.UTF_8));
                var two = new BufferedReader(new InputStreamReader(second.body(), StandardCharsets.UTF_8))) {
            var last = nextState(one);
            var other = nextState(two);
            int live = rows.conference(room, now, null);
            while (!last.path("rooms").toString().contains(room)) {
                last = nextState(one);
            }
            while (!other.path("rooms").toString().contains(room)) {
                other = nextState(two);
            }
            // The same look, not another one.
            assertThat(other.path("at")).isEqualTo(last.path("at"));
            rows.end(live, now);
        }
    }

    private static JsonNode nextState(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("data:")) {
            line = lines.readLine();
        }
        return JSON.readTree(line.substring("data:".length()));
    }

    @Test
    void measuresAllThatTheDashboardShows() throws Exception {
        var wanted = METRIC.matcher(Files.readString(Path.of("../docs/grafana/lectorium.json")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        var explained = Files.readString(Path.of("../docs/operations.md"));

        var metrics = metrics();

        assertThat(wanted).hasSizeGreaterThan(15);
        assertThat(wanted).allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
        assertThat(wanted)
                .allSatisfy(name -> assertThat(explained).contains(name.replaceAll("_(bucket|sum|count)$", "")));
    }

    @Test
    void measuresWhatHappens() {
        var from = now.minus(Duration.ofDays(400));
        accumulate.run();
        double ended = await().until(() -> metric("lectorium_conferences_ended_total"), value -> value >= 0);
        double halfHours = metric("lectorium_conference_duration_seconds_bucket{le=\"1800.0\"}");
        double live = metric("lectorium_conferences_live");

        rows.conference(room, from, from.plusSeconds(1700));
        int open = rows.conference(room, now, null);
        accumulate.run();

        await().untilAsserted(() -> {
            assertThat(metric("lectorium_conferences_ended_total")).isEqualTo(ended + 1);
            assertThat(metric("lectorium_conference_duration_seconds_bucket{le=\"1800.0\"}"))
                    .isEqualTo(halfHours + 1);
            assertThat(metric("lectorium_conferences_live")).isEqualTo(live + 1);
        });
        rows.end(open, now);
    }

    private double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private String metrics() {
        try (var in = lectorium.admin().open("/actuator/prometheus").body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode state(LectoriumClient client) {
        return client.get("/api/v1/monitoring").body();
    }
}
