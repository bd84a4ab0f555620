package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.conference.statistics.AccumulateFigures;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** How much happened, as administrators and others get it told. */
@LectoriumTest
class StatisticsIT {

    private static final UUID ANNA = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AccumulateFigures accumulate;

    private RunningLectorium lectorium;
    private ConferenceRows rows;
    private final String room = "room-" + UUID.randomUUID();

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        rows = new ConferenceRows(jdbc);
    }

    @Test
    void countsDaysOfARoom() {
        lesson("2024-03-05");
        accumulate.run();

        var days = days("2024-03-04", "2024-03-06");

        assertThat(days).hasSize(3);
        assertThat(days.get(1).toString())
                .isEqualTo("{\"day\":\"2024-03-05\",\"conferences\":1,\"people\":2,\"guests\":1,\"minutes\":120,"
                        + "\"peak\":2,\"peakConferences\":1,\"recordings\":0,\"messages\":2}");
        assertThat(days.get(0).path("people").asInt()).isZero();
        assertThat(days.get(2).path("people").asInt()).isZero();
    }

    /** Anna from 10:00 to 11:30, a guest for two quarters of an hour, a recorder that is nobody. */
    private int lesson(String day) {
        int lesson = rows.conference(room, at(day + "T10:00"), at(day + "T11:30"));
        var anna = rows.stay(lesson, ANNA, "Anna", at(day + "T10:00"), at(day + "T11:30"));
        rows.stay(lesson, null, "Guest", at(day + "T10:30"), at(day + "T10:45"));
        rows.stay(lesson, null, "Guest", at(day + "T10:50"), at(day + "T11:05"));
        rows.stay(lesson, null, "recorder", at(day + "T10:00"), at(day + "T11:30"));
        rows.message(lesson, anna, ANNA, at(day + "T10:20"), "Hello");
        rows.message(lesson, anna, ANNA, at(day + "T10:21"), "there");
        rows.message(lesson, anna, ANNA, at(day + "T10:22"), null);
        return lesson;
    }

    @Test
    void countsHours() {
        lesson("2024-03-12");
        accumulate.run();

        var hours = lectorium
                .admin()
                .get("/api/v1/stats/hours?day=2024-03-12&room=" + room)
                .body();

        assertThat(hours).hasSize(24);
        assertThat(hours.get(9).path("people").asDouble()).isZero();
        assertThat(hours.get(10).path("people").asDouble()).isEqualTo(2);
        assertThat(hours.get(11).path("people").asDouble()).isEqualTo(2);
        assertThat(hours.get(11).path("peak").asInt()).isEqualTo(2);
        var mean = lectorium
                .admin()
                .get("/api/v1/stats/hours?from=2024-03-11&to=2024-03-14&room=" + room)
                .body();
        assertThat(mean.get(10).path("people").asDouble()).isEqualTo(0.5);
        assertThat(mean.get(10).path("peak").asInt()).isEqualTo(2);
    }

    @Test
    void followsWhatBecomesKnownLater() {
        int lesson = lesson("2024-03-19");
        accumulate.run();
        accumulate.run();
        assertThat(days("2024-03-19", "2024-03-19").get(0).path("minutes").asInt())
                .isEqualTo(120);

        rows.stay(lesson, UUID.randomUUID(), "Late", at("2024-03-19T10:00"), at("2024-03-19T11:00"));
        jdbc.sql("update conference.conferences set people = 3 where number = ?")
                .param(lesson)
                .update();
        accumulate.run();

        assertThat(days("2024-03-19", "2024-03-19").get(0).path("minutes").asInt())
                .isEqualTo(180);
    }

    @Test
    void tellsTodayAsItGoes() {
        var now = Instant.now();
        var zone = ZoneId.systemDefault();
        int live = rows.conference(room, now.minusSeconds(60), null);
        rows.stay(live, ANNA, "Anna", now.minusSeconds(60), null);

        await().untilAsserted(
                        () -> assertThat(today(zone).path("people").asInt()).isEqualTo(1));
        rows.stay(live, null, "Guest", now.minusSeconds(10), null);
        await().untilAsserted(
                        () -> assertThat(today(zone).path("guests").asInt()).isEqualTo(1));
        rows.end(live, now);
    }

    private JsonNode today(ZoneId zone) {
        var today = LocalDate.now(zone).toString();
        return days(today, today).get(0);
    }

    @Test
    void addsUpTotals() {
        accumulate.run();
        var before = lectorium.admin().get("/api/v1/stats/totals").body();

        lectorium.someone("user");
        lesson("2024-04-02");
        lesson("2024-04-03");
        accumulate.run();

        var after = lectorium.admin().get("/api/v1/stats/totals").body();
        assertThat(grown(before, after, "users")).isEqualTo(1);
        assertThat(grown(before, after, "conferences")).isEqualTo(2);
        assertThat(grown(before, after, "guests")).isEqualTo(2);
        assertThat(grown(before, after, "messages")).isEqualTo(4);
        assertThat(grown(before, after, "hours")).isEqualTo(4);
    }

    private static long grown(JsonNode before, JsonNode after, String field) {
        return after.path(field).asLong() - before.path(field).asLong();
    }

    @Test
    void comparesRooms() {
        lesson("2024-04-09");
        accumulate.run();

        var mine = lectorium
                .admin()
                .get("/api/v1/stats/rooms?from=2024-04-09&to=2024-04-09")
                .body()
                .valueStream()
                .filter(each -> each.path("room").asString().equals(room))
                .findFirst()
                .orElseThrow();

        assertThat(mine.path("title").asString()).isEqualTo(room);
        assertThat(mine.path("conferences").asInt()).isEqualTo(1);
        assertThat(mine.path("minutes").asInt()).isEqualTo(120);
    }

    @Test
    void countsRecordingsOnTheDayOfTheLecture(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("lecture.mp4"), "no film, but kept " + room);
        lectorium.deliver(
                file,
                "lecture.mp4",
                "{\"room\": \"%s\", \"startedAt\": \"%s\"}".formatted(room, at("2024-04-16T23:30")),
                null);
        accumulate.run();

        assertThat(days("2024-04-16", "2024-04-16").get(0).path("recordings").asInt())
                .isEqualTo(1);
        assertThat(days("2024-04-17", "2024-04-17").get(0).path("recordings").asInt())
                .isZero();
    }

    @Test
    void writesTables() throws Exception {
        var name = "=cmd()-" + room;
        rows.conference(name, at("2024-05-14T10:00"), at("2024-05-14T11:30"));
        accumulate.run();

        var rooms = csv("/api/v1/stats/rooms.csv?from=2024-05-14&to=2024-05-14", "ru");

        assertThat(rooms).startsWith("\uFEFF\"Комната\",\"Название\",").contains("\r\n\"'" + name + "\",\"'" + name);
        assertThat(csv("/api/v1/stats/days.csv?from=2024-05-14&to=2024-05-14", "en"))
                .startsWith("\uFEFF\"Day\",\"Conferences\",")
                .contains("\r\n\"2024-05-14\",\"1\",");
        assertThat(csv("/api/v1/stats/hours.csv?day=2024-05-14", "en")).hasLineCount(25);
        assertThat(csv("/api/v1/stats/totals.csv", "ru")).startsWith("\uFEFF\"Пользователи\",");
    }

    private String csv(String path, String language) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .header("Cookie", "lectorium=" + lectorium.admin().cookie("lectorium"))
                            .header("Accept-Language", language)
                            .build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
            assertThat(response.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            return response.body();
        }
    }

    @Test
    void tellsOthersNothingOfRoomsThatAreNotTheirs() {
        lesson("2024-05-21");
        accumulate.run();
        var someone = lectorium.someone("lecturer").client();
        var period = "from=2024-05-21&to=2024-05-21";

        assertThat(someone.get("/api/v1/stats/days?" + period + "&room=" + room)
                        .body()
                        .get(0)
                        .path("people")
                        .asInt())
                .isZero();
        assertThat(someone.get("/api/v1/stats/days?" + period)
                        .body()
                        .get(0)
                        .path("people")
                        .asInt())
                .isZero();
        assertThat(someone.get("/api/v1/stats/rooms?" + period).body()).isEmpty();
        assertThat(someone.get("/api/v1/stats/totals")
                        .body()
                        .path("conferences")
                        .asInt())
                .isZero();
        assertThat(someone.get("/api/v1/stats/totals").body().path("users").asInt())
                .isZero();
    }

    @Test
    void tellsOwnersOfTheirRooms() {
        var owner = lectorium.someone("lecturer").client();
        var opened = owner.post("/api/v1/rooms", "{\"title\": \"Title of %s\"}".formatted(room));
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        var own = opened.text("name");
        int lesson = rows.conference(own, at("2024-06-04T10:00"), at("2024-06-04T11:00"));
        rows.stay(lesson, ANNA, "Anna", at("2024-06-04T10:00"), at("2024-06-04T11:00"));
        lesson("2024-06-04");
        accumulate.run();
        var period = "from=2024-06-04&to=2024-06-04";

        var rooms = owner.get("/api/v1/stats/rooms?" + period).body();
        var day = owner.get("/api/v1/stats/days?" + period).body().get(0);
        var totals = owner.get("/api/v1/stats/totals").body();

        assertThat(rooms).hasSize(1);
        assertThat(rooms.get(0).path("title").asString()).isEqualTo("Title of " + room);
        assertThat(day.path("minutes").asInt()).isEqualTo(60);
        assertThat(totals.path("users").asInt()).isEqualTo(1);
        assertThat(totals.path("hours").asInt()).isEqualTo(1);
        assertThat(owner.get("/api/v1/stats/days?" + period + "&room=" + room)
                        .body()
                        .get(0)
                        .path("people")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=2024-01-02&to=2024-01-01", "from=1900-01-01&to=2024-01-01"})
    void refusesOddPeriods(String period) {
        var answer = lectorium.admin().get("/api/v1/stats/days?" + period);

        assertThat(answer.problem()).isEqualTo("period-invalid");
    }

    @Test
    void refusesWhatIsNoDay() {
        assertThat(lectorium.admin().get("/api/v1/stats/days?from=soon").status())
                .isEqualTo(400);
    }

    private JsonNode days(String from, String to) {
        return lectorium
                .admin()
                .get("/api/v1/stats/days?from=%s&to=%s&room=%s".formatted(from, to, room))
                .body();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.systemDefault()).toInstant();
    }
}
