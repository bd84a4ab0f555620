package org.lectorium.conference.appearance.postgres;

import static org.lectorium.core.postgres.SqlValues.instant;
import static org.lectorium.core.postgres.SqlValues.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.appearance.Appearance;
import org.lectorium.conference.appearance.AppearancesTable;
import org.lectorium.conference.appearance.DecorateRooms.Kind;
import org.lectorium.conference.appearance.Look;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcAppearancesTable implements AppearancesTable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SELECT = """
            select *,
                (select id from conference.appearance_images
                    where appearance = appearances.id and kind = 'LOGO') as logo,
                (select id from conference.appearance_images
                    where appearance = appearances.id and kind = 'BACKGROUND') as background
            from conference.appearances
            """;

    private final JdbcClient jdbc;

    JdbcAppearancesTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Appearance> all() {
        return jdbc.sql(SELECT + " order by lower(name), id")
                .query(JdbcAppearancesTable::map)
                .list();
    }

    @Override
    public Optional<Appearance> find(UUID appearance) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(appearance)
                .query(JdbcAppearancesTable::map)
                .optional();
    }

    @Override
    public void save(Appearance appearance) {
        jdbc.sql("""
                        insert into conference.appearances (id, name, rooms, from_at, until_at, look, created_at)
                        values (:id, :name, :rooms, :from::timestamptz, :until::timestamptz, :look::jsonb, :createdAt)
                        on conflict (id) do update
                        set name = excluded.name, rooms = excluded.rooms, from_at = excluded.from_at,
                            until_at = excluded.until_at, look = excluded.look
                        """)
                .param("id", appearance.id())
                .param("name", appearance.name())
                .param("rooms", appearance.rooms().toArray(String[]::new))
                .param("from", timestamp(appearance.from()))
                .param("until", timestamp(appearance.until()))
                .param("look", JSON.writeValueAsString(appearance.look()))
                .param("createdAt", Timestamp.from(appearance.createdAt()))
                .update();
    }

    @Override
    public void remove(UUID appearance) {
        jdbc.sql("delete from conference.appearances where id = ?")
                .param(appearance)
                .update();
    }

    @Override
    public @Nullable UUID setImage(UUID appearance, Kind kind, UUID image, String contentType) {
        // RETURNING tells what a row was before from PostgreSQL 18 on; older ones are served as well.
        var before = jdbc.sql("""
                        select id from conference.appearance_images
                        where appearance = ? and kind = ? for update
                        """)
                .params(appearance, kind.name())
                .query(UUID.class)
                .optional()
                .orElse(null);
        jdbc.sql("""
                        insert into conference.appearance_images (id, appearance, kind, content_type)
                        values (:id, :appearance, :kind, :type)
                        on conflict (appearance, kind) do update
                        set id = excluded.id, content_type = excluded.content_type
                        """)
                .param("id", image)
                .param("appearance", appearance)
                .param("kind", kind.name())
                .param("type", contentType)
                .update();
        return before;
    }

    @Override
    public @Nullable UUID removeImage(UUID appearance, Kind kind) {
        return jdbc.sql("delete from conference.appearance_images where appearance = ? and kind = ? returning id")
                .params(appearance, kind.name())
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    @Override
    public Optional<String> contentType(UUID image) {
        return jdbc.sql("select content_type from conference.appearance_images where id = ?")
                .param(image)
                .query(String.class)
                .optional();
    }

    private static Appearance map(ResultSet row, int number) throws SQLException {
        return new Appearance(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Set.of((String[]) row.getArray("rooms").getArray()),
                instant(row, "from_at"),
                instant(row, "until_at"),
                Objects.requireNonNull(JSON.readValue(row.getString("look"), Look.class)),
                row.getObject("logo", UUID.class),
                row.getObject("background", UUID.class),
                row.getTimestamp("created_at").toInstant());
    }
}
