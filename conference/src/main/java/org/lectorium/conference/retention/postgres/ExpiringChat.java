package org.lectorium.conference.retention.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import org.lectorium.conference.retention.ErasureTable;
import org.lectorium.core.ConferenceChanged;
import org.lectorium.core.Expiring;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages are deleted, and whoever made something of them is told. */
@Repository
class ExpiringChat implements Expiring {

    private final JdbcClient jdbc;
    private final ErasureTable conferences;
    private final ApplicationEventPublisher events;

    ExpiringChat(JdbcClient jdbc, ErasureTable conferences, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.conferences = conferences;
        this.events = events;
    }

    @Override
    public Kind kind() {
        return Kind.CHAT;
    }

    @Override
    public int expire(Instant before, int most) {
        var gone = jdbc.sql("""
                        delete from conference.messages where (conference, id) in (
                            select conference, id
                            from conference.messages join conference.conferences on number = conference
                            where ended_at < :before limit :most)
                        returning conference
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .query(Integer.class)
                .list();
        int polls = jdbc.sql("""
                        delete from conference.polls where (conference, id) in (
                            select conference, id
                            from conference.polls join conference.conferences on number = conference
                            where ended_at < :before limit :most)
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
        new HashSet<>(gone)
                .forEach(conference -> events.publishEvent(new ConferenceChanged(conferences.facts(conference))));
        return gone.size() + polls;
    }
}
