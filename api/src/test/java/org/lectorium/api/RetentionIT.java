package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.conference.retention.ApplyRetention;
import org.lectorium.conference.retention.ForgetPeople;
import org.lectorium.conference.retention.RetentionLock;
import org.lectorium.conference.retention.RetentionSettings;
import org.lectorium.conference.statistics.AccumulateFigures;
import org.lectorium.conference.statistics.StatisticsSettings;
import org.lectorium.conference.statistics.StatisticsTable;
import org.lectorium.core.Expiring;
import org.lectorium.core.Expiring.Kind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** What is forgotten, and what stays. All of it was years ago, so that other tests keep theirs. */
@LectoriumTest
class RetentionIT {

    private static final Instant TODAY = Instant.parse("2021-06-15T01:00:00Z");
    private static final Instant OLD = Instant.parse("2021-03-10T10:00:00Z");
    private static final Instant YOUNG = Instant.parse("2021-06-10T10:00:00Z");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private List<Expiring> expiring;

    @Autowired
    private ForgetPeople people;

    @Autowired
    private AccumulateFigures figures;

    @Autowired
    private StatisticsTable statistics;

    @Autowired
    private RetentionLock lock;

    @Autowired
    private TransactionOperations transaction;

    private RunningLectorium lectorium;
    private ConferenceRows rows;
    private final String room = "room-" + UUID.randomUUID();

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        rows = new ConferenceRows(jdbc);
        // Events of other tests are of today, and events go in their order. What another test has sealed is open again.
        jdbc.sql("""
                        update conference.statistics_state
                        set emptied_to = (select coalesce(max(number), 0) from conference.events), sealed_before = null
                        """).update();
    }

    @Test
    void keepsEverythingUnlessToldOtherwise() {
        int old = lesson(OLD);

        apply(new RetentionSettings(Map.of()));

        assertThat(texts(old)).containsExactly("Hello");
        assertThat(names(old)).containsExactlyInAnyOrder("Anna", "Guest");
        assertThat(bodies(old)).containsExactly("{\"name\": \"Anna\"}");
    }

    @Test
    void forgetsWhatWasWritten() {
        int old = lesson(OLD);
        int young = lesson(YOUNG);

        apply(new RetentionSettings(Map.of(Kind.CHAT, Period.ofMonths(1))));

        assertThat(texts(old)).isEmpty();
        assertThat(names(old)).containsExactlyInAnyOrder("Anna", "Guest");
        // They would bring the messages back.
        assertThat(bodies(old)).containsExactly("{}");
        assertThat(texts(young)).containsExactly("Hello");
        assertThat(bodies(young)).containsExactly("{\"name\": \"Anna\"}");
    }

    @Test
    void forgetsWhoWasThereButNotThatSomebodyWas() {
        int old = lesson(OLD);
        int young = lesson(YOUNG);

        apply(new RetentionSettings(Map.of(Kind.ATTENDANCE, Period.ofMonths(1))));

        assertThat(names(old)).isEmpty();
        assertThat(jdbc.sql("""
                        select count(*) from conference.attendances
                        where conference = ? and left_at - joined_at = interval '1 hour' and user_id is null and email is null
                        """).param(old).query(Integer.class).single()).isEqualTo(2);
        assertThat(names(young)).containsExactlyInAnyOrder("Anna", "Guest");
    }

    @Test
    void leavesStatisticsAsTheyWere() {
        int old = lesson(OLD);
        lesson(OLD.plusSeconds(7200), "Anna", "Guest");
        figures.run();
        var before = days();
        assertThat(before).contains("\"people\":4", "\"guests\":2");

        apply(new RetentionSettings(Map.of(Kind.CHAT, Period.ofMonths(1), Kind.ATTENDANCE, Period.ofMonths(1))));
        // Something is heard of it after all.
        jdbc.sql("update conference.conferences set people = 9 where number = ?")
                .param(old)
                .update();
        figures.run();

        assertThat(names(old)).isEmpty();
        assertThat(days()).isEqualTo(before);
    }

    private String days() {
        return lectorium
                .admin()
                .get("/api/v1/stats/days?from=2021-03-10&to=2021-03-10&room=" + room)
                .body()
                .toString();
    }

    @Test
    void goesOnWhereItStopped() {
        int old = lesson(OLD);
        for (int i = 0; i < 5; i++) {
            rows.message(old, "x", null, OLD, "more");
        }
        var chat = expiring.stream()
                .filter(each -> each.kind() == Expiring.Kind.CHAT)
                .findFirst()
                .orElseThrow();

        Integer some = transaction.execute(status -> chat.expire(OLD.plusSeconds(86_400), 2));

        assertThat(some).isEqualTo(2);
        apply(new RetentionSettings(Map.of(Kind.CHAT, Period.ofMonths(1))));
        assertThat(texts(old)).isEmpty();
    }

    @Test
    void forgetsOldAuditRecords() {
        jdbc.sql("""
                        insert into access.audit (at, via, deed, subject, facts, address)
                        values ('2020-01-01', '', 'SIGNED_IN', :room, '{}', ''), ('2021-06-01', '', 'SIGNED_IN', :room, '{}', '')
                        """).param("room", room).update();

        apply(new RetentionSettings(Map.of(Kind.AUDIT, Period.ofYears(1))));

        assertThat(jdbc.sql("select count(*) from access.audit where subject = ?")
                        .param(room)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void tellsPeopleWhatItKeepsAndForgetsThem() {
        var anna = lectorium.someone("user");
        var id = UUID.fromString(anna.id());
        int lesson = rows.conference(room, OLD, OLD.plusSeconds(3600));
        var participant = rows.stay(lesson, id, "Anna", OLD, OLD.plusSeconds(3600));
        rows.message(lesson, participant, id, OLD.plusSeconds(60), "My secret");
        rows.event(lesson, OLD, json(Map.of("user_id", anna.id(), "name", "Anna", "participant_id", participant)));
        rows.event(lesson, OLD, json(Map.of("participant_id", participant, "body", "My secret")));
        var other = rows.stay(lesson, UUID.randomUUID(), "Boris", OLD, OLD.plusSeconds(3600));
        rows.message(lesson, other, null, OLD.plusSeconds(90), "Hello");
        rows.event(lesson, OLD, json(Map.of("participant_id", other, "body", "Hello")));

        var own = anna.client().get("/api/v1/me/data").body().path("more");
        assertThat(own.path("conferences").get(0).path("conference").asInt()).isEqualTo(lesson);
        assertThat(own.path("messages")).hasSize(1);
        assertThat(own.path("messages").get(0).path("text").asString()).isEqualTo("My secret");

        assertThat(anna.client()
                        .post("/api/v1/me/erase", json(Map.of("password", anna.password())))
                        .status())
                .isEqualTo(204);

        assertThat(names(lesson)).containsExactly("Boris");
        assertThat(texts(lesson)).containsExactly("Hello");
        assertThat(bodies(lesson)).hasSize(3).noneMatch(body -> body.contains("secret") || body.contains("Anna"));
        assertThat(bodies(lesson)).anyMatch(body -> body.contains("Hello"));
        assertThat(jdbc.sql("select count(*) from conference.attendances where conference = ? and user_id = ?")
                        .params(lesson, id)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** Breakout rooms make no conferences, and their events are kept all the same. */
    @Test
    void forgetsWhatWasSaidInBreakoutRooms() {
        var anna = lectorium.someone("user");
        var event = UUID.randomUUID();
        jdbc.sql("""
                        insert into conference.events (id, received_at, source, type, room_jid, meeting, at, body)
                        values (:id, now(), 'module', 'chat_message', '', 'b', now(), :body)
                        """)
                .param("id", event)
                .param(
                        "body",
                        "{\"data\": {\"user_id\": \"%s\", \"name\": \"Anna\", \"body\": \"My secret\"}}"
                                .formatted(anna.id()))
                .update();

        anna.client().post("/api/v1/me/erase", json(Map.of("password", anna.password())));

        assertThat(jdbc.sql("select body from conference.events where id = ?")
                        .param(event)
                        .query(String.class)
                        .single())
                .doesNotContain("Anna", "secret");
    }

    @Test
    void forgetsAlsoWhatArrivesAfterwards() {
        var anna = lectorium.someone("user");
        var id = UUID.fromString(anna.id());
        anna.client().post("/api/v1/me/erase", json(Map.of("password", anna.password())));
        int lesson = rows.conference(room, OLD, OLD.plusSeconds(3600));
        rows.stay(lesson, id, "Anna", OLD, OLD.plusSeconds(3600));

        people.forgetAgain();

        assertThat(names(lesson)).isEmpty();
    }

    /** Otherwise it would write down again, a moment later, what it has read before. */
    @Test
    void waitsForAConferenceThatIsBeingDerived() throws Exception {
        var anna = lectorium.someone("user");
        int lesson = rows.conference(room, OLD, OLD.plusSeconds(3600));
        rows.stay(lesson, UUID.fromString(anna.id()), "Anna", OLD, OLD.plusSeconds(3600));
        try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
            var erased = transaction.execute(status -> {
                jdbc.sql("""
                                select pg_advisory_xact_lock(hashtextextended('conference ' || room_jid || ' ' || meeting, 0))
                                from conference.conferences where number = ?
                                """).param(lesson).query().listOfRows();
                var erasing = background.submit(() ->
                        anna.client().post("/api/v1/me/erase", json(Map.of("password", anna.password()))));
                await().until(() ->
                        jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                        .query(Integer.class)
                                        .single()
                                > 0);
                assertThat(names(lesson)).containsExactly("Anna");
                return erasing;
            });
            assertThat(Objects.requireNonNull(erased).get().status()).isEqualTo(204);
        }
        assertThat(names(lesson)).isEmpty();
    }

    @Test
    void forgetsGuestsConsentsMailsAndFeedback() {
        var owner = lectorium.someone("user");
        var pass = UUID.randomUUID();
        int lesson = rows.conference(room, OLD, OLD.plusSeconds(3600));
        for (var at : List.of(OLD, YOUNG)) {
            jdbc.sql("""
                            insert into conference.rooms
                                (name, title, owners, entry, entry_groups, lobby, record_by, consent, recording_groups, created_at)
                            values (:room, :room, array[:owner], 'OWNERS', '{}', false, 'NOBODY', true, '{}', :at)
                            on conflict do nothing;
                            insert into conference.passes (id, room, name, sha256, role, note, created_at, created_by)
                            values (:pass, :room, 'p', :pass::text, 'GUEST', '', :at, :owner) on conflict do nothing;
                            insert into conference.pass_uses (pass, at, name, visit, expires_at)
                            values (:pass, :at, 'Guest', :visit, :at);
                            insert into conference.consent_texts values ('v-' || :room, 'Agreed') on conflict do nothing;
                            insert into conference.consents (room, at, version, language, name, user_id)
                            values (:room, :at, 'v-' || :room, 'en', 'Anna', :owner);
                            insert into conference.mails (id, conference, sender, at, subject, body, recipients)
                            values (:mail, :lesson, :owner, :at, 's', 'b', 1);
                            insert into conference.feedback (room, at, giver, stars, text) values (:room, :at, 'g', 5, 'Good')
                            """)
                    .param("room", room)
                    .param("owner", UUID.fromString(owner.id()))
                    .param("pass", pass)
                    .param("visit", UUID.randomUUID().toString())
                    .param("mail", UUID.randomUUID())
                    .param("lesson", lesson)
                    .param("at", Timestamp.from(at))
                    .update();
        }
        var own = owner.client().get("/api/v1/me/data").body().path("more");
        assertThat(own.path("consents")).hasSize(2);
        assertThat(own.path("consents").get(0).path("text").asString()).isEqualTo("Agreed");
        assertThat(own.path("mails")).hasSize(2);
        assertThat(own.path("passes")).hasSize(1);

        var month = Period.ofMonths(1);
        apply(new RetentionSettings(
                Map.of(Kind.PASSES, month, Kind.CONSENTS, month, Kind.MAILS, month, Kind.FEEDBACK, month)));

        for (var table : List.of(
                "conference.consents where room = :room",
                "conference.feedback where room = :room",
                "conference.mails where conference in (select number from conference.conferences where room = :room)",
                "conference.pass_uses where pass in (select id from conference.passes where room = :room)")) {
            assertThat(jdbc.sql("select at from " + table)
                            .param("room", room)
                            .query(Timestamp.class)
                            .list())
                    .as(table)
                    .containsExactly(Timestamp.from(YOUNG));
        }
    }

    private void apply(RetentionSettings settings) {
        new ApplyRetention(
                        expiring,
                        figures,
                        statistics,
                        settings,
                        lock,
                        transaction,
                        new StatisticsSettings("UTC"),
                        Clock.fixed(TODAY, ZoneId.of("UTC")))
                .run();
    }

    private int lesson(Instant at) {
        return lesson(at, "Anna", "Guest");
    }

    private int lesson(Instant at, String user, String guest) {
        var end = at.plusSeconds(3600);
        int lesson = rows.conference(room, at, end);
        var participant = rows.stay(lesson, UUID.randomUUID(), user, at, end);
        rows.stay(lesson, null, guest + (at.equals(OLD) || at.equals(YOUNG) ? "" : " of another"), at, end);
        rows.message(lesson, participant, null, at.plusSeconds(60), "Hello");
        rows.event(lesson, at, "{\"name\": \"Anna\"}");
        return lesson;
    }

    private List<@Nullable String> names(int conference) {
        return jdbc.sql("select name from conference.attendances where conference = ? and name is not null")
                .param(conference)
                .query(String.class)
                .list();
    }

    private List<@Nullable String> texts(int conference) {
        return jdbc.sql("select body from conference.messages where conference = ? and body is not null")
                .param(conference)
                .query(String.class)
                .list();
    }

    private List<@Nullable String> bodies(int conference) {
        return jdbc.sql("""
                        select body from conference.events join conference.conferences using (room_jid, meeting)
                        where conferences.number = ?
                        """).param(conference).query(String.class).list();
    }

    private static String json(Map<String, String> object) {
        return JsonMapper.shared().writeValueAsString(object);
    }
}
