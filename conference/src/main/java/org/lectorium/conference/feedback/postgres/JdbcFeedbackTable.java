package org.lectorium.conference.feedback.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.lectorium.conference.feedback.FeedbackTable;
import org.lectorium.conference.feedback.Opinion;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcFeedbackTable implements FeedbackTable {

    private final JdbcClient jdbc;

    JdbcFeedbackTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void replace(RoomName room, Sha256 giver, Instant since, Opinion opinion) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("feedback " + giver.hex())
                .query()
                .listOfRows();
        jdbc.sql("delete from conference.feedback where giver = ? and at >= ?")
                .params(giver.hex(), Timestamp.from(since))
                .update();
        jdbc.sql("""
                        insert into conference.feedback (room, at, giver, stars, text)
                        values (:room, :at, :giver, :stars, :text)
                        """)
                .param("room", room.value())
                .param("at", Timestamp.from(opinion.at()))
                .param("giver", giver.hex())
                .param("stars", opinion.stars())
                .param("text", opinion.text())
                .update();
    }

    @Override
    public List<Opinion> of(int conference) {
        return jdbc.sql("""
                        select feedback.stars, feedback.text, feedback.at
                        from conference.feedback
                            join conference.conferences on conferences.room = feedback.room and conferences.number = :conference
                        where (select latest.number from conference.conferences latest
                                where latest.room = feedback.room and latest.started_at <= feedback.at
                                order by latest.started_at desc, latest.number desc limit 1) = :conference
                        order by feedback.at, feedback.number
                        """)
                .param("conference", conference)
                .query((row, number) -> new Opinion(
                        row.getInt("stars"),
                        row.getString("text"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
