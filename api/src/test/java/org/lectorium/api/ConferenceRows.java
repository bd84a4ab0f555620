package org.lectorium.api;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts conferences into the database as if they had been derived. */
record ConferenceRows(JdbcClient jdbc) {

    /** @return its number */
    int conference(String room, Instant startedAt, @Nullable Instant endedAt) {
        return jdbc.sql("""
                        insert into conference.conferences
                            (room, room_jid, meeting, started_at, ended_at, uncertain, people, peak, messages,
                             person_seconds, heard_at)
                        values (:room, :jid, :meeting, :started, :ended, false, 0, 0, 0, 0, :started) returning number
                        """)
                .param("room", room)
                .param("jid", room + "@muc.meet.example.org")
                .param("meeting", UUID.randomUUID().toString())
                .param("started", Timestamp.from(startedAt))
                .param("ended", endedAt == null ? null : Timestamp.from(endedAt))
                .query(Integer.class)
                .single();
    }

    /** @return the id of the participant */
    String stay(
            int conference, @Nullable UUID user, @Nullable String name, Instant joinedAt, @Nullable Instant leftAt) {
        var participant = UUID.randomUUID().toString().substring(0, 8);
        jdbc.sql("""
                        insert into conference.attendances
                            (conference, participant, joined_at, left_at, uncertain, kind, user_id, name, email, moderator)
                        values (:conference, :participant, :joined, :left, false, :kind, :user, :name, :email, false)
                        """)
                .param("conference", conference)
                .param("participant", participant)
                .param("joined", Timestamp.from(joinedAt))
                .param("left", leftAt == null ? null : Timestamp.from(leftAt))
                .param("kind", "recorder".equals(name) ? "recorder" : "participant")
                .param("user", user)
                .param("name", name)
                .param("email", name == null ? null : name + "@example.org")
                .update();
        return participant;
    }

    void message(int conference, String participant, @Nullable UUID user, Instant at, @Nullable String text) {
        jdbc.sql("""
                        insert into conference.messages
                            (conference, id, place, at, participant, user_id, author, body, retracted_at)
                        values (:conference, :id, 1, :at, :participant, :user, 'Anna', :text, :retracted)
                        """)
                .param("conference", conference)
                .param("id", UUID.randomUUID().toString())
                .param("at", Timestamp.from(at))
                .param("participant", participant)
                .param("user", user)
                .param("text", text)
                .param("retracted", text == null ? Timestamp.from(at) : null)
                .update();
    }

    /** As Prosody told it, to the conference. */
    void event(int conference, Instant receivedAt, String body) {
        jdbc.sql("""
                        insert into conference.events (id, received_at, source, type, room_jid, meeting, at, body)
                        select gen_random_uuid(), :at, 'module', 'test', room_jid, meeting, :at, :body
                        from conference.conferences where number = :conference
                        """)
                .param("conference", conference)
                .param("at", Timestamp.from(receivedAt))
                .param("body", body)
                .update();
    }

    void end(int conference, Instant at) {
        jdbc.sql("update conference.attendances set left_at = ? where conference = ? and left_at is null")
                .params(Timestamp.from(at), conference)
                .update();
        jdbc.sql("update conference.conferences set ended_at = ? where number = ?")
                .params(Timestamp.from(at), conference)
                .update();
    }
}
