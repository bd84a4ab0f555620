package org.lectorium.conference.consent.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lectorium.conference.consent.ConsentTexts.ConsentText;
import org.lectorium.conference.consent.Consents;
import org.lectorium.conference.rooms.RoomName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcConsents implements Consents {

    /** The first conference that had not ended yet, if it began by then or within a quarter of an hour. */
    private static final String OF_CONFERENCE = """
             from conference.consents
                join conference.conferences on conferences.room = consents.room and conferences.number = :conference
            where (select earliest.number from conference.conferences earliest
                    where earliest.room = consents.room and earliest.started_at <= consents.at + interval '15 minutes'
                        and (earliest.ended_at is null or earliest.ended_at > consents.at)
                    order by earliest.started_at, earliest.number limit 1) = :conference
            """;

    private final JdbcClient jdbc;

    JdbcConsents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(RoomName room, Instant at, ConsentText text, String language, Consenter who) {
        jdbc.sql("insert into conference.consent_texts (version, text) values (?, ?) on conflict do nothing")
                .params(text.version(), text.text())
                .update();
        jdbc.sql("""
                        insert into conference.consents (room, at, version, language, name, user_id, pass_id)
                        values (:room, :at, :version, :language, :name, :user, :pass)
                        """)
                .param("room", room.value())
                .param("at", Timestamp.from(at))
                .param("version", text.version())
                .param("language", language)
                .param("name", who.name())
                .param("user", who.user() == null ? null : who.user().value())
                .param("pass", who.pass())
                .update();
    }

    @Override
    public List<Consent> of(int conference) {
        return jdbc.sql("select consents.*, (select text from conference.consent_texts"
                        + " where consent_texts.version = consents.version) as text" + OF_CONFERENCE
                        + " order by consents.at, consents.number")
                .param("conference", conference)
                .query((row, number) -> new Consent(
                        row.getString("name"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("version"),
                        row.getString("text")))
                .list();
    }

    @Override
    public int count(int conference) {
        return jdbc.sql("select count(distinct coalesce(user_id::text, pass_id || name))" + OF_CONFERENCE)
                .param("conference", conference)
                .query(Integer.class)
                .single();
    }

    @Override
    public Optional<String> room(int conference) {
        return jdbc.sql("select room from conference.conferences where number = ?")
                .param(conference)
                .query(String.class)
                .optional();
    }
}
