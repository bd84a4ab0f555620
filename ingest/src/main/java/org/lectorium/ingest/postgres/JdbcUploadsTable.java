package org.lectorium.ingest.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Page;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.lectorium.ingest.tus.Upload;
import org.lectorium.ingest.tus.Upload.Finished;
import org.lectorium.ingest.tus.Upload.Kind;
import org.lectorium.ingest.tus.UploadsTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcUploadsTable implements UploadsTable {

    private static final String COLUMNS = """
            id, owner, delivery_key, kind, concat, metadata, parts, length, received, verifying,
                holder is not null and held_until > now() as held, created_at, expires_at, recording_id, sha256
            """;
    private static final String SELECT = "select " + COLUMNS + "from ingest.uploads ";

    private static final String SHOWN =
            "where owner is not distinct from :owner and finished_at is null and kind <> 'partial' and expires_at > now() ";

    private final JdbcClient jdbc;

    JdbcUploadsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(Upload upload) {
        return jdbc.sql("""
                        insert into ingest.uploads
                            (id, owner, delivery_key, kind, concat, metadata, parts, length, created_at, expires_at)
                        values (:id, :owner, :key, :kind, :concat, :metadata, :parts, :length, :createdAt, :expiresAt)
                        on conflict do nothing
                        """)
                        .param("id", upload.id())
                        .param("owner", value(upload.owner()))
                        .param("key", upload.deliveryKey())
                        .param("kind", upload.kind().name().toLowerCase(Locale.ROOT))
                        .param("concat", upload.concat())
                        .param("metadata", upload.metadata())
                        .param("parts", upload.parts().toArray(UUID[]::new))
                        .param("length", upload.length())
                        .param("createdAt", Timestamp.from(upload.createdAt()))
                        .param("expiresAt", Timestamp.from(upload.expiresAt()))
                        .update()
                == 1;
    }

    @Override
    public Optional<Upload> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(JdbcUploadsTable::map)
                .optional();
    }

    @Override
    public Optional<Upload> findByKey(@Nullable UserId owner, String deliveryKey) {
        return jdbc.sql(SELECT + "where owner is not distinct from :owner and delivery_key = :key")
                .param("owner", value(owner))
                .param("key", deliveryKey)
                .query(JdbcUploadsTable::map)
                .optional();
    }

    @Override
    public Page<Upload> unfinished(@Nullable UserId owner, int page, int size) {
        var items = jdbc.sql(SELECT + SHOWN + "order by created_at desc, id limit :size offset :skipped")
                .param("owner", value(owner))
                .param("size", size)
                .param("skipped", (long) page * size)
                .query(JdbcUploadsTable::map)
                .list();
        long total = jdbc.sql("select count(*) from ingest.uploads " + SHOWN)
                .param("owner", value(owner))
                .query(Long.class)
                .single();
        return new Page<>(items, page, size, total);
    }

    @Override
    public List<Upload> arriving(Instant expiringAfter, int limit) {
        return jdbc.sql(SELECT + """
                        where finished_at is null and kind = 'whole' and received > 0 and expires_at > :after
                        order by created_at desc, id limit :limit
                        """)
                .param("after", Timestamp.from(expiringAfter))
                .param("limit", limit)
                .query(JdbcUploadsTable::map)
                .list();
    }

    @Override
    public Begun begun(UserId owner) {
        return jdbc.sql("""
                        select count(*) as uploads, coalesce(sum(greatest(coalesce(length, 0), received)), 0) as bytes
                        from ingest.uploads where owner = ? and finished_at is null and expires_at > now()
                        """)
                .param(owner.value())
                .query((row, number) -> new Begun(row.getInt("uploads"), row.getLong("bytes")))
                .single();
    }

    @Override
    public Optional<Upload> hold(UUID id, @Nullable UserId owner, UUID node, Duration validity) {
        return jdbc.sql("""
                        update ingest.uploads
                        set holder = :node, held_until = now() + :millis * interval '1 ms', wanted = false
                        where id = :id and owner is not distinct from :owner
                            and (holder is null or holder = :node or held_until < now())
                        returning\s""" + COLUMNS)
                .param("id", id)
                .param("owner", value(owner))
                .param("node", node)
                .param("millis", validity.toMillis())
                .query(JdbcUploadsTable::map)
                .optional();
    }

    @Override
    public void want(UUID id) {
        jdbc.sql("update ingest.uploads set wanted = true where id = ? and not wanted and holder is not null")
                .param(id)
                .update();
    }

    @Override
    public List<UUID> wanted(UUID node) {
        return jdbc.sql("select id from ingest.uploads where finished_at is null and holder = ? and wanted")
                .param(node)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    @Override
    public Set<UUID> renew(UUID node, Collection<UUID> ids, Duration validity) {
        return Set.copyOf(jdbc.sql("""
                        update ingest.uploads set held_until = now() + :millis * interval '1 ms'
                        where id = any(:ids) and holder = :node
                        returning id
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("node", node)
                .param("millis", validity.toMillis())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    @Override
    public void release(UUID id, UUID node) {
        jdbc.sql("update ingest.uploads set holder = null, wanted = false where id = ? and holder = ?")
                .param(id)
                .param(node)
                .update();
    }

    @Override
    public boolean beginVerifying(UUID id, UUID node) {
        return jdbc.sql("update ingest.uploads set verifying = true where id = ? and holder = ?")
                        .param(id)
                        .param(node)
                        .update()
                == 1;
    }

    @Override
    public boolean acknowledge(UUID id, UUID node, long received, Instant expiresAt, boolean release) {
        return jdbc.sql("""
                        update ingest.uploads
                        set received = :received, verifying = false, expires_at = :expiresAt,
                            holder = case when :release then null else holder end
                        where id = :id and holder = :node
                        """)
                        .param("id", id)
                        .param("node", node)
                        .param("received", received)
                        .param("expiresAt", Timestamp.from(expiresAt))
                        .param("release", release)
                        .update()
                == 1;
    }

    @Override
    public void setLength(UUID id, long length) {
        jdbc.sql("update ingest.uploads set length = ? where id = ? and length is null")
                .param(length)
                .param(id)
                .update();
    }

    @Override
    public void finish(UUID id, Finished finished, Instant at) {
        jdbc.sql("""
                        update ingest.uploads
                        set recording_id = :recording, sha256 = :sha256, finished_at = :at, received = length,
                            holder = null, wanted = false, verifying = false
                        where id = :id
                        """)
                .param("id", id)
                .param("recording", finished.recording().value())
                .param("sha256", finished.sha256().hex())
                .param("at", Timestamp.from(at))
                .update();
    }

    @Override
    public void delete(UUID id) {
        jdbc.sql("delete from ingest.uploads where id = ?").param(id).update();
    }

    @Override
    public void deleteOf(UserId owner) {
        jdbc.sql("delete from ingest.uploads where owner = ?")
                .param(owner.value())
                .update();
    }

    @Override
    public List<Upload> complete(Instant createdBefore, int limit) {
        return jdbc.sql(SELECT + """
                        where finished_at is null and kind <> 'partial' and created_at < :before
                            and (received = length or kind = 'final') and (holder is null or held_until < now())
                        order by created_at limit :limit
                        """)
                .param("before", Timestamp.from(createdBefore))
                .param("limit", limit)
                .query(JdbcUploadsTable::map)
                .list();
    }

    @Override
    public List<Upload> expired(Instant now, int limit) {
        return jdbc.sql(SELECT + """
                        where finished_at is null and expires_at < :now and (holder is null or held_until < now())
                        order by expires_at limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(JdbcUploadsTable::map)
                .list();
    }

    @Override
    public int forgetFinished(Instant before) {
        return jdbc.sql("delete from ingest.uploads where finished_at < ?")
                .param(Timestamp.from(before))
                .update();
    }

    private static @Nullable UUID value(@Nullable UserId owner) {
        return owner == null ? null : owner.value();
    }

    private static Upload map(ResultSet row, int number) throws SQLException {
        var owner = row.getObject("owner", UUID.class);
        var recording = row.getObject("recording_id", UUID.class);
        long length = row.getLong("length");
        boolean lengthIsKnown = !row.wasNull();
        return new Upload(
                row.getObject("id", UUID.class),
                owner == null ? null : new UserId(owner),
                row.getString("delivery_key"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("concat"),
                row.getString("metadata"),
                List.of((UUID[]) row.getArray("parts").getArray()),
                lengthIsKnown ? length : null,
                row.getLong("received"),
                row.getBoolean("verifying"),
                row.getBoolean("held"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                recording == null
                        ? null
                        : new Finished(new RecordingId(recording), new Sha256(row.getString("sha256"))));
    }
}
