package org.lectorium.catalog.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessDefaultsTable;
import org.lectorium.core.AccessLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAccessDefaultsTable implements AccessDefaultsTable {

    private static final String ALL_OTHERS = "";

    private final JdbcClient jdbc;

    JdbcAccessDefaultsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Default of(@Nullable String room) {
        // The empty room sorts first, so the room's own comes last.
        return jdbc.sql("select * from catalog.access_defaults where room in ('', :room) order by room desc limit 1")
                .param("room", room == null ? ALL_OTHERS : room)
                .query(JdbcAccessDefaultsTable::map)
                .single();
    }

    @Override
    public List<Default> all() {
        return jdbc.sql("select * from catalog.access_defaults order by room <> '', lower(room), room")
                .query(JdbcAccessDefaultsTable::map)
                .list();
    }

    @Override
    public void save(Default value) {
        jdbc.sql("""
                        insert into catalog.access_defaults (room, access, access_groups) values (:room, :access, :groups)
                        on conflict (room) do update
                        set access = excluded.access, access_groups = excluded.access_groups
                        """)
                .param("room", value.room() == null ? ALL_OTHERS : value.room())
                .param("access", value.level().word())
                .param("groups", value.groups().toArray(String[]::new))
                .update();
    }

    @Override
    public boolean remove(String room) {
        return jdbc.sql("delete from catalog.access_defaults where room = ? and room <> ''")
                        .param(room)
                        .update()
                == 1;
    }

    private static Default map(ResultSet row, int number) throws SQLException {
        var room = row.getString("room");
        return new Default(
                room.equals(ALL_OTHERS) ? null : room, AccessLevel.of(row.getString("access")), Set.of((String[])
                        row.getArray("access_groups").getArray()));
    }
}
