package org.lectorium.conference.schedule.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.conference.schedule.Meeting;
import org.lectorium.conference.schedule.MeetingsTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMeetingsTable implements MeetingsTable {

    private final JdbcClient jdbc;

    JdbcMeetingsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Meeting> of(RoomName room) {
        return jdbc.sql("select * from conference.meetings where room = ? order by starts_at, id")
                .param(room.value())
                .query(JdbcMeetingsTable::map)
                .list();
    }

    @Override
    public Optional<Meeting> find(RoomName room, UUID meeting) {
        return jdbc.sql("select * from conference.meetings where room = ? and id = ?")
                .params(room.value(), meeting)
                .query(JdbcMeetingsTable::map)
                .optional();
    }

    @Override
    public void save(Meeting meeting) {
        jdbc.sql("""
                        insert into conference.meetings (id, room, title, starts_at, zone, seconds, rrule, changed_at)
                        values (:id, :room, :title, :startsAt, :zone, :seconds, :rrule, :changedAt)
                        on conflict (id) do update
                        set title = excluded.title, starts_at = excluded.starts_at, zone = excluded.zone,
                            seconds = excluded.seconds, rrule = excluded.rrule, changed_at = excluded.changed_at
                        """)
                .param("id", meeting.id())
                .param("room", meeting.room().value())
                .param("title", meeting.title())
                .param("startsAt", Timestamp.from(meeting.startsAt()))
                .param("zone", meeting.zone().getId())
                .param("seconds", meeting.duration().toSeconds())
                .param("rrule", meeting.rrule())
                .param("changedAt", Timestamp.from(meeting.changedAt()))
                .update();
    }

    @Override
    public void remove(UUID meeting) {
        jdbc.sql("delete from conference.meetings where id = ?").param(meeting).update();
    }

    private static Meeting map(ResultSet row, int number) throws SQLException {
        return new Meeting(
                row.getObject("id", UUID.class),
                new RoomName(row.getString("room")),
                row.getString("title"),
                row.getTimestamp("starts_at").toInstant(),
                Duration.ofSeconds(row.getLong("seconds")),
                ZoneId.of(row.getString("zone")),
                row.getString("rrule"),
                row.getTimestamp("changed_at").toInstant());
    }
}
