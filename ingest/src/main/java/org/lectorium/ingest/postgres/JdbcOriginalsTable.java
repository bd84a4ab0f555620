package org.lectorium.ingest.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.lectorium.ingest.OriginalsTable;
import org.lectorium.ingest.StoredOriginal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOriginalsTable implements OriginalsTable {

    private static final String SELECT = """
            select recording_id, sender, idempotency_key, file_name, size_bytes, sha256, received_at, kept_at
            from ingest.originals
            """;

    private final JdbcClient jdbc;

    JdbcOriginalsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(StoredOriginal original, String metadataJson) {
        return jdbc.sql("""
                        insert into ingest.originals
                            (recording_id, sender, idempotency_key, file_name, size_bytes, sha256, metadata, received_at)
                        values (:recording, :sender, :key, :fileName, :size, :sha256, :metadata::jsonb, :receivedAt)
                        on conflict do nothing
                        """)
                        .param("recording", original.recording().value())
                        .param("sender", value(original.sender()))
                        .param("key", original.idempotencyKey())
                        .param("fileName", original.file().fileName())
                        .param("size", original.file().sizeBytes())
                        .param("sha256", original.file().sha256().hex())
                        .param("metadata", metadataJson)
                        .param("receivedAt", Timestamp.from(original.file().receivedAt()))
                        .update()
                == 1;
    }

    @Override
    public Optional<StoredOriginal> find(RecordingId recording) {
        return jdbc.sql(SELECT + "where recording_id = ?")
                .param(recording.value())
                .query(JdbcOriginalsTable::map)
                .optional();
    }

    @Override
    public List<StoredOriginal> earlier(StoredOriginal original) {
        return jdbc.sql(SELECT + """
                        where sender is not distinct from :sender and (idempotency_key = :key or sha256 = :sha256)
                        order by idempotency_key = :key desc nulls last
                        """)
                .param("sender", value(original.sender()))
                .param("key", original.idempotencyKey())
                .param("sha256", original.file().sha256().hex())
                .query(JdbcOriginalsTable::map)
                .list();
    }

    @Override
    public void delete(RecordingId recording) {
        jdbc.sql("delete from ingest.originals where recording_id = ?")
                .param(recording.value())
                .update();
    }

    @Override
    public void markKept(RecordingId recording, Instant at) {
        jdbc.sql("update ingest.originals set kept_at = ? where recording_id = ? and kept_at is null")
                .param(Timestamp.from(at))
                .param(recording.value())
                .update();
    }

    @Override
    public List<RecordingId> notKept(Instant receivedBefore, int limit) {
        return jdbc.sql("""
                        select recording_id from ingest.originals
                        where kept_at is null and received_at < ?
                        order by received_at limit ?
                        """)
                .param(Timestamp.from(receivedBefore))
                .param(limit)
                .query((row, number) -> new RecordingId(row.getObject(1, UUID.class)))
                .list();
    }

    private static @Nullable UUID value(@Nullable UserId sender) {
        return sender == null ? null : sender.value();
    }

    private static StoredOriginal map(ResultSet row, int number) throws SQLException {
        var sender = row.getObject("sender", UUID.class);
        var keptAt = row.getTimestamp("kept_at");
        return new StoredOriginal(
                new RecordingId(row.getObject("recording_id", UUID.class)),
                sender == null ? null : new UserId(sender),
                row.getString("idempotency_key"),
                new OriginalFile(
                        row.getString("file_name"),
                        row.getLong("size_bytes"),
                        new Sha256(row.getString("sha256")),
                        row.getTimestamp("received_at").toInstant()),
                keptAt == null ? null : keptAt.toInstant());
    }
}
