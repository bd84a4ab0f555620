package org.lectorium.conference.rooms.postgres;

import static org.lectorium.core.postgres.SqlValues.containing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.rooms.LiveRoom;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.Room.Entry;
import org.lectorium.conference.rooms.Room.RecordBy;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.conference.rooms.RoomsTable;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRoomsTable implements RoomsTable {

    /** What {@code RoomRights.mayEnter} says, for lists. */
    private static final String MAY_ENTER = """
            (:admin or :person = any (rooms.owners) or rooms.entry = 'ORGANISATION'
                or (rooms.entry = 'GROUP' and rooms.entry_groups && :groups::text[]))
            """;

    private static final String LIVE = """
            select conferences.room, coalesce(rooms.title, conferences.room) as title, number, started_at,
                (select count(distinct participant) from conference.attendances
                    where conference = number and kind = 'participant' and left_at is null) as present,
                exists (select 1 from conference.recorder_runs
                    where conference = number and started_at is not null and ended_at is null) as recording
            from conference.conferences left join conference.rooms on rooms.name = conferences.room
            where conferences.ended_at is null and
            """;

    private final JdbcClient jdbc;

    JdbcRoomsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Room> find(RoomName name) {
        return jdbc.sql("select * from conference.rooms where name = ?")
                .param(name.value())
                .query(JdbcRoomsTable::map)
                .optional();
    }

    @Override
    public boolean add(Room room) {
        return write(room, """
                insert into conference.rooms
                    (name, title, owners, entry, entry_groups, lobby, record_by, consent, consent_text,
                     recording_access, recording_groups, appearance, created_at)
                values (:name, :title, :owners, :entry, :entryGroups, :lobby, :recordBy, :consent, :consentText,
                        :recordingAccess, :recordingGroups, :appearance, :createdAt)
                on conflict do nothing
                """) == 1;
    }

    @Override
    public void save(Room room) {
        write(room, """
                update conference.rooms
                set title = :title, owners = :owners, entry = :entry, entry_groups = :entryGroups, lobby = :lobby,
                    record_by = :recordBy, consent = :consent, consent_text = :consentText,
                    recording_access = :recordingAccess, recording_groups = :recordingGroups,
                    appearance = :appearance
                where name = :name
                """);
    }

    private int write(Room room, String sql) {
        return jdbc.sql(sql)
                .param("name", room.name().value())
                .param("title", room.title())
                .param("owners", room.owners().stream().map(UserId::value).toArray(UUID[]::new))
                .param("entry", room.entry().name())
                .param("entryGroups", room.entryGroups().toArray(String[]::new))
                .param("lobby", room.lobby())
                .param("recordBy", room.recordBy().name())
                .param("consent", room.consent())
                .param("consentText", room.consentText())
                .param(
                        "recordingAccess",
                        room.recordingAccess() == null
                                ? null
                                : room.recordingAccess().name())
                .param("recordingGroups", room.recordingGroups().toArray(String[]::new))
                .param("appearance", room.appearance())
                .param("createdAt", Timestamp.from(room.createdAt()))
                .update();
    }

    @Override
    public void remove(RoomName name) {
        jdbc.sql("delete from conference.rooms where name = ?")
                .param(name.value())
                .update();
    }

    @Override
    public Found search(Person person, @Nullable String words, boolean own, int page, int size) {
        var values = viewer(person);
        var where = " from conference.rooms where " + (own ? ":person = any (rooms.owners)" : MAY_ENTER);
        if (words != null) {
            where += " and (title ilike :like or name ilike :like)";
            values.put("like", containing(words));
        }
        long total = jdbc.sql("select count(*)" + where)
                .params(values)
                .query(Long.class)
                .single();
        var items = jdbc.sql("select *" + where + " order by lower(title), name limit :size offset :skip")
                .params(values)
                .param("size", size)
                .param("skip", (long) page * size)
                .query(JdbcRoomsTable::map)
                .list();
        return new Found(items, total);
    }

    private static Map<String, Object> viewer(Person person) {
        var values = new HashMap<String, Object>();
        values.put("admin", person.admin());
        values.put("person", person.id().value());
        values.put("groups", person.groups().toArray(String[]::new));
        return values;
    }

    @Override
    public Map<RoomName, LiveRoom> live(Collection<RoomName> rooms) {
        var live = new HashMap<RoomName, LiveRoom>();
        jdbc.sql(LIVE + "conferences.room = any (?) order by started_at")
                .param(rooms.stream().map(RoomName::value).toArray(String[]::new))
                .query(JdbcRoomsTable::mapLive)
                .list()
                .forEach(room -> live.put(new RoomName(room.room()), room));
        return Map.copyOf(live);
    }

    @Override
    public List<LiveRoom> live(Person person) {
        return jdbc.sql(LIVE + "coalesce(" + MAY_ENTER + ", :admin) order by started_at desc, number")
                .params(viewer(person))
                .query(JdbcRoomsTable::mapLive)
                .list();
    }

    @Override
    public void admit(RoomName room, Instant until) {
        jdbc.sql("""
                        update conference.rooms set admitted_until = greatest(admitted_until, :until)
                        where name = :name
                        """)
                .param("name", room.value())
                .param("until", Timestamp.from(until))
                .update();
    }

    @Override
    public Optional<Instant> admittedUntil(RoomName room) {
        return jdbc.sql("select admitted_until from conference.rooms where name = ? and admitted_until is not null")
                .param(room.value())
                .query((row, number) -> row.getTimestamp("admitted_until").toInstant())
                .optional();
    }

    @Override
    public void setCalendarKey(RoomName room, Sha256 key) {
        jdbc.sql("update conference.rooms set calendar_key = ? where name = ?")
                .params(key.hex(), room.value())
                .update();
    }

    @Override
    public boolean hasCalendarKey(RoomName room, Sha256 key) {
        return jdbc.sql("select exists (select 1 from conference.rooms where name = ? and calendar_key = ?)")
                .params(room.value(), key.hex())
                .query(Boolean.class)
                .single();
    }

    private static LiveRoom mapLive(ResultSet row, int number) throws SQLException {
        return new LiveRoom(
                row.getString("room"),
                row.getString("title"),
                row.getInt("number"),
                row.getInt("present"),
                row.getTimestamp("started_at").toInstant(),
                row.getBoolean("recording"));
    }

    private static Room map(ResultSet row, int number) throws SQLException {
        var access = row.getString("recording_access");
        return new Room(
                new RoomName(row.getString("name")),
                row.getString("title"),
                Arrays.stream((UUID[]) row.getArray("owners").getArray())
                        .map(UserId::new)
                        .toList(),
                Entry.valueOf(row.getString("entry")),
                Set.of((String[]) row.getArray("entry_groups").getArray()),
                row.getBoolean("lobby"),
                RecordBy.valueOf(row.getString("record_by")),
                row.getBoolean("consent"),
                row.getString("consent_text"),
                access == null ? null : AccessLevel.valueOf(access),
                Set.of((String[]) row.getArray("recording_groups").getArray()),
                row.getObject("appearance", UUID.class),
                row.getTimestamp("created_at").toInstant());
    }
}
