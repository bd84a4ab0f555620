package org.lectorium.conference.retention.postgres;

import static org.lectorium.core.postgres.SqlValues.instant;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.retention.ErasureTable;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcErasureTable implements ErasureTable {

    private final JdbcClient jdbc;

    JdbcErasureTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void remember(UserId person, Instant at) {
        jdbc.sql("insert into conference.erasures (user_id, erased_at) values (?, ?) on conflict do nothing")
                .params(person.value(), Timestamp.from(at))
                .update();
    }

    @Override
    public List<UserId> erasedSince(Instant since) {
        return jdbc.sql("select user_id from conference.erasures where erased_at >= ?")
                .param(Timestamp.from(since))
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    @Override
    public List<Traces> traces(UserId person) {
        return jdbc
                .sql("""
                        select conference, participant, name, email from conference.attendances where user_id = :person
                        union
                        select conference, participant, author, null from conference.messages where user_id = :person
                        """)
                .param("person", person.value())
                .query((row, number) -> new Trace(
                        row.getInt("conference"),
                        row.getString("participant"),
                        row.getString("name"),
                        row.getString("email")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Trace::conference))
                .entrySet()
                .stream()
                .map(entry -> new Traces(
                        entry.getKey(),
                        entry.getValue().stream().map(Trace::participant).collect(Collectors.toSet()),
                        entry.getValue().stream()
                                .flatMap(trace -> Stream.of(
                                                trace.name() == null ? "" : trace.name(),
                                                trace.email() == null ? "" : trace.email())
                                        .filter(name -> !name.isBlank()))
                                .collect(Collectors.toSet())))
                .toList();
    }

    private record Trace(
            int conference,
            String participant,
            @Nullable String name,
            @Nullable String email) {}

    @Override
    public void erase(UserId person, Traces traces) {
        var values = Map.of(
                "conference",
                traces.conference(),
                "person",
                person.value(),
                "participants",
                traces.participants().toArray(String[]::new),
                "names",
                traces.names().toArray(String[]::new));
        jdbc.sql("""
                        update conference.messages set user_id = null, author = '', body = null
                        where conference = :conference and (user_id = :person or participant = any(:participants))
                        """).params(values).update();
        jdbc.sql("""
                        update conference.polls set author = '', question = '' where conference = :conference and author = any(:names)
                        """).params(values).update();
        jdbc.sql("""
                        update conference.attendances set user_id = null, pass_id = null, name = null, email = null
                        where conference = :conference and (user_id = :person or participant = any(:participants))
                        """).params(values).update();
    }

    @Override
    public Map<Long, String> events(int conference) {
        var events = new LinkedHashMap<Long, String>();
        // What event_sync told names no meeting: all of the room from about that time.
        jdbc.sql("""
                        select events.number, body from conference.events
                        join conference.conferences using (room_jid)
                        where conferences.number = ?
                            and (events.meeting = conferences.meeting
                                or events.meeting = '' and conferences.meeting like 'sync:%'
                                    and events.at between started_at - interval '1 day'
                                        and coalesce(ended_at, now()) + interval '1 day')
                        order by events.number
                        """).param(conference).query(row -> {
            events.put(row.getLong("number"), row.getString("body"));
        });
        return events;
    }

    @Override
    public Map<Long, String> eventsOfNoConference(UserId person) {
        var events = new LinkedHashMap<Long, String>();
        jdbc.sql("""
                        select number, body from conference.events
                        where room_jid = '' and type <> 'rooms' and position(:person in body) > 0 order by number
                        """).param("person", person.toString()).query(row -> {
            events.put(row.getLong("number"), row.getString("body"));
        });
        return events;
    }

    @Override
    public void rewriteEvent(long number, String body) {
        jdbc.sql("update conference.events set body = ? where number = ?")
                .params(body, number)
                .update();
    }

    @Override
    public ConferenceFacts facts(int conference) {
        Set<UserId> attended = new HashSet<>(jdbc.sql(
                        "select distinct user_id from conference.attendances where conference = ? and user_id is not null")
                .param(conference)
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .list());
        return jdbc.sql(
                        "select number, room, meeting, started_at, ended_at from conference.conferences where number = ?")
                .param(conference)
                .query((row, number) -> new ConferenceFacts(
                        row.getInt("number"),
                        row.getString("room"),
                        row.getString("meeting"),
                        Objects.requireNonNull(instant(row, "started_at")),
                        instant(row, "ended_at"),
                        attended))
                .single();
    }

    @Override
    public Map<String, Object> dataOf(UserId person) {
        return Map.of(
                "conferences",
                conferencesOf(person),
                "messages",
                messagesOf(person),
                "consents",
                consentsOf(person),
                "passes",
                passesOf(person),
                "mails",
                mailsOf(person),
                "polls",
                pollsOf(person));
    }

    /** As they are told to whom they are about. */
    record OwnConference(
            int conference,
            String room,
            Instant joinedAt,
            @Nullable Instant leftAt,
            @Nullable String name,
            @Nullable String email) {}

    private List<OwnConference> conferencesOf(UserId person) {
        return jdbc.sql("""
                        select conference, room, joined_at, left_at, name, email
                        from conference.attendances join conference.conferences on number = conference
                        where user_id = ? order by joined_at, conference
                        """)
                .param(person.value())
                .query((row, number) -> new OwnConference(
                        row.getInt("conference"),
                        row.getString("room"),
                        Objects.requireNonNull(instant(row, "joined_at")),
                        instant(row, "left_at"),
                        row.getString("name"),
                        row.getString("email")))
                .list();
    }

    /** @param text null if it was taken back */
    record OwnMessage(
            int conference,
            String room,
            Instant at,
            @Nullable String text) {}

    private List<OwnMessage> messagesOf(UserId person) {
        return jdbc.sql("""
                        select conference, room, at, body
                        from conference.messages join conference.conferences on number = conference
                        where conference in (select conference from conference.attendances where user_id = :person)
                          and user_id = :person
                        order by at, conference
                        """)
                .param("person", person.value())
                .query((row, number) -> new OwnMessage(
                        row.getInt("conference"),
                        row.getString("room"),
                        Objects.requireNonNull(instant(row, "at")),
                        row.getString("body")))
                .list();
    }

    /** @param text that was agreed to */
    record OwnConsent(String room, Instant at, String name, String text) {}

    private List<OwnConsent> consentsOf(UserId person) {
        return jdbc.sql("""
                        select room, at, name, text from conference.consents join conference.consent_texts using (version)
                        where user_id = ? order by at, number
                        """)
                .param(person.value())
                .query((row, number) -> new OwnConsent(
                        row.getString("room"),
                        Objects.requireNonNull(instant(row, "at")),
                        row.getString("name"),
                        row.getString("text")))
                .list();
    }

    /** That they made. */
    record OwnPass(String room, String name, String note, Instant createdAt) {}

    private List<OwnPass> passesOf(UserId person) {
        return jdbc.sql(
                        "select room, name, note, created_at from conference.passes where created_by = ? order by created_at")
                .param(person.value())
                .query((row, number) -> new OwnPass(
                        row.getString("room"),
                        row.getString("name"),
                        row.getString("note"),
                        Objects.requireNonNull(instant(row, "created_at"))))
                .list();
    }

    /** That they wrote to participants. */
    record OwnMail(int conference, Instant at, String subject, String text) {}

    private List<OwnMail> mailsOf(UserId person) {
        return jdbc.sql("select conference, at, subject, body from conference.mails where sender = ? order by at")
                .param(person.value())
                .query((row, number) -> new OwnMail(
                        row.getInt("conference"),
                        Objects.requireNonNull(instant(row, "at")),
                        row.getString("subject"),
                        row.getString("body")))
                .list();
    }

    /** That they asked: polls know their authors by name only, as it was in the conference. */
    record OwnPoll(int conference, Instant at, String question) {}

    private List<OwnPoll> pollsOf(UserId person) {
        return jdbc.sql("""
                        select conference, at, question from conference.polls
                        where (conference, author) in (
                            select conference, name from conference.attendances where user_id = ?)
                        order by at, conference
                        """)
                .param(person.value())
                .query((row, number) -> new OwnPoll(
                        row.getInt("conference"),
                        Objects.requireNonNull(instant(row, "at")),
                        row.getString("question")))
                .list();
    }
}
