package org.lectorium.conference.passes.postgres;

import static org.lectorium.core.postgres.SqlValues.containing;
import static org.lectorium.core.postgres.SqlValues.instant;
import static org.lectorium.core.postgres.SqlValues.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.passes.Pass;
import org.lectorium.conference.passes.Pass.Role;
import org.lectorium.conference.passes.Pass.State;
import org.lectorium.conference.passes.PassesTable;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPassesTable implements PassesTable {

    private static final String FROM =
            " from conference.passes join conference.rooms on rooms.name = passes.room where ";
    private static final String SELECT = "select passes.*, rooms.title" + FROM;

    /** What {@code Pass.state} says, for lists. */
    private static final String STATE = """
            case when revoked_at is not null then 'REVOKED'
                when closes_at <= :now then 'EXPIRED'
                when uses >= max_uses then 'USED_UP'
                when opens_at > :now then 'NOT_YET'
                else 'ACTIVE' end = :state
            """;

    private final JdbcClient jdbc;

    JdbcPassesTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Pass pass, Sha256 token) {
        jdbc.sql("""
                        insert into conference.passes
                            (id, room, name, sha256, opens_at, closes_at, role, max_uses, note, created_at, created_by)
                        values (:id, :room, :name, :sha256, :opensAt::timestamptz, :closesAt::timestamptz, :role,
                                :maxUses, :note, :createdAt, :createdBy)
                        """)
                .param("id", pass.id())
                .param("room", pass.room().value())
                .param("name", pass.name())
                .param("sha256", token.hex())
                .param("opensAt", timestamp(pass.opensAt()))
                .param("closesAt", timestamp(pass.closesAt()))
                .param("role", pass.role().name())
                .param("maxUses", pass.maxUses())
                .param("note", pass.note())
                .param("createdAt", Timestamp.from(pass.createdAt()))
                .param("createdBy", pass.createdBy().value())
                .update();
    }

    @Override
    public Optional<Pass> find(UUID pass) {
        return jdbc.sql(SELECT + "passes.id = ?")
                .param(pass)
                .query(JdbcPassesTable::map)
                .optional();
    }

    @Override
    public Optional<Pass> findByToken(Sha256 token) {
        return jdbc.sql(SELECT + "sha256 = ?")
                .param(token.hex())
                .query(JdbcPassesTable::map)
                .optional();
    }

    @Override
    public boolean hasToken(UUID pass, Sha256 token) {
        return jdbc.sql("select exists (select 1 from conference.passes where id = ? and sha256 = ?)")
                .params(pass, token.hex())
                .query(Boolean.class)
                .single();
    }

    @Override
    public void save(Pass pass) {
        jdbc.sql("""
                        update conference.passes
                        set name = :name, opens_at = :opensAt::timestamptz, closes_at = :closesAt::timestamptz,
                            role = :role, max_uses = :maxUses, note = :note
                        where id = :id
                        """)
                .param("id", pass.id())
                .param("name", pass.name())
                .param("opensAt", timestamp(pass.opensAt()))
                .param("closesAt", timestamp(pass.closesAt()))
                .param("role", pass.role().name())
                .param("maxUses", pass.maxUses())
                .param("note", pass.note())
                .update();
    }

    @Override
    public boolean revoke(UUID pass, Instant at) {
        return jdbc.sql("update conference.passes set revoked_at = :at where id = :id and revoked_at is null")
                        .param("id", pass)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    @Override
    public void setToken(UUID pass, Sha256 token) {
        jdbc.sql("update conference.passes set sha256 = ?, revoked_at = null where id = ?")
                .params(token.hex(), pass)
                .update();
    }

    @Override
    public Found search(
            Person person,
            @Nullable RoomName room,
            @Nullable State state,
            @Nullable String words,
            Instant now,
            int page,
            int size) {
        var conditions = new ArrayList<>(List.of("(:admin or :person = any (rooms.owners))"));
        var values = new HashMap<String, Object>();
        values.put("admin", person.admin());
        values.put("person", person.id().value());
        if (room != null) {
            conditions.add("passes.room = :room");
            values.put("room", room.value());
        }
        if (state != null) {
            conditions.add(STATE);
            values.put("state", state.name());
            values.put("now", Timestamp.from(now));
        }
        if (words != null) {
            conditions.add("(passes.name ilike :like or note ilike :like or title ilike :like or room ilike :like)");
            values.put("like", containing(words));
        }
        var where = String.join(" and ", conditions);
        long total = jdbc.sql("select count(*)" + FROM + where)
                .params(values)
                .query(Long.class)
                .single();
        var items = jdbc.sql(SELECT + where + " order by passes.created_at desc, id limit :size offset :skip")
                .params(values)
                .param("size", size)
                .param("skip", (long) page * size)
                .query(JdbcPassesTable::map)
                .list();
        return new Found(items, total);
    }

    @Override
    public boolean use(UUID pass, Instant at) {
        return jdbc.sql("""
                                update conference.passes set uses = uses + 1, last_used_at = :at
                                where id = :id and revoked_at is null and (max_uses is null or uses < max_uses)
                                """).param("id", pass).param("at", Timestamp.from(at)).update() == 1;
    }

    @Override
    public void addUse(UUID pass, Instant at, String name, Sha256 visit, Instant expiresAt) {
        jdbc.sql("insert into conference.pass_uses (pass, at, name, visit, expires_at) values (?, ?, ?, ?, ?)")
                .params(pass, Timestamp.from(at), name, visit.hex(), Timestamp.from(expiresAt))
                .update();
    }

    @Override
    public boolean hasVisit(UUID pass, Sha256 visit, Instant now) {
        return jdbc.sql("select exists (select 1 from conference.pass_uses"
                        + " where visit = ? and pass = ? and expires_at > ?)")
                .params(visit.hex(), pass, Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Use> uses(UUID pass) {
        return jdbc.sql("""
                        select pass_uses.at, pass_uses.name,
                            (select conferences.number from conference.conferences
                                where conferences.room = passes.room
                                    and conferences.started_at <= pass_uses.at + interval '15 minutes'
                                    and (conferences.ended_at is null or conferences.ended_at > pass_uses.at)
                                order by conferences.started_at, conferences.number limit 1) as conference
                        from conference.pass_uses join conference.passes on passes.id = pass_uses.pass
                        where passes.id = ? order by pass_uses.at desc, pass_uses.number desc limit 1000
                        """)
                .param(pass)
                .query((row, number) -> new Use(
                        row.getTimestamp("at").toInstant(),
                        row.getString("name"),
                        row.getObject("conference", Integer.class)))
                .list();
    }

    private static Pass map(ResultSet row, int number) throws SQLException {
        return new Pass(
                row.getObject("id", UUID.class),
                new RoomName(row.getString("room")),
                row.getString("title"),
                row.getString("name"),
                instant(row, "opens_at"),
                instant(row, "closes_at"),
                Role.valueOf(row.getString("role")),
                row.getObject("max_uses", Integer.class),
                row.getInt("uses"),
                row.getString("note"),
                row.getTimestamp("created_at").toInstant(),
                new UserId(row.getObject("created_by", UUID.class)),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }
}
