package org.lectorium.transcode.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.MediaKey;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Rendition;
import org.lectorium.core.Sha256;
import org.lectorium.core.StoredMedia;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.salvage.Salvage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcProcessingTable implements ProcessingTable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    JdbcProcessingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(RecordingId recording, OriginalFile file, RecordedMeeting meeting) {
        jdbc.sql("""
                        insert into transcode.processing (recording_id, file, meeting)
                        values (:recording, :file::jsonb, :meeting::jsonb)
                        on conflict do nothing
                        """)
                .param("recording", recording.value())
                .param("file", JSON.writeValueAsString(file))
                .param("meeting", JSON.writeValueAsString(meeting))
                .update();
    }

    @Override
    public Optional<Processing> find(RecordingId recording) {
        return jdbc.sql("""
                        select file, meeting, generation, failures, salvage, info, facts
                        from transcode.processing where recording_id = ?
                        """)
                .param(recording.value())
                .query((row, number) -> new Processing(
                        JSON.readValue(row.getString("file"), OriginalFile.class),
                        JSON.readValue(row.getString("meeting"), RecordedMeeting.class),
                        row.getLong("generation"),
                        row.getInt("failures"),
                        read(row, "salvage", Salvage.class),
                        read(row, "info", MediaInfo.class),
                        read(row, "facts", MediaFacts.class)))
                .optional();
    }

    private static <T> @Nullable T read(ResultSet row, String column, Class<T> type) throws SQLException {
        var json = row.getString(column);
        return json == null ? null : JSON.readValue(json, type);
    }

    @Override
    public long nextGeneration(RecordingId recording) {
        return jdbc.sql("""
                        update transcode.processing set generation = generation + 1
                        where recording_id = ? returning generation
                        """).param(recording.value()).query(Long.class).single();
    }

    @Override
    public void saveSalvage(RecordingId recording, long generation, @Nullable Salvage salvage) {
        requireCurrent(jdbc.sql("""
                        update transcode.processing set salvage = ?::jsonb, awaits_encoder = null
                        where recording_id = ? and generation = ?
                        """)
                .param(salvage == null ? null : JSON.writeValueAsString(salvage))
                .param(recording.value())
                .param(generation)
                .update());
    }

    @Override
    public void saveInfo(RecordingId recording, long generation, MediaInfo info) {
        requireCurrent(jdbc.sql("""
                        update transcode.processing set info = ?::jsonb where recording_id = ? and generation = ?
                        """)
                .param(JSON.writeValueAsString(info))
                .param(recording.value())
                .param(generation)
                .update());
    }

    @Override
    public void saveFacts(RecordingId recording, long generation, MediaFacts facts) {
        requireCurrent(jdbc.sql("""
                        update transcode.processing set facts = ?::jsonb where recording_id = ? and generation = ?
                        """)
                .param(JSON.writeValueAsString(facts))
                .param(recording.value())
                .param(generation)
                .update());
    }

    @Override
    public void saveRendition(RecordingId recording, long generation, Rendition rendition) {
        requireCurrent(jdbc.sql("""
                        insert into transcode.renditions
                            (recording_id, name, kind, media_key, size_bytes, sha256, content_type, width, height)
                        select recording_id, :name, :kind, :key, :size, :sha256, :contentType, :width, :height
                        from transcode.processing where recording_id = :recording and generation = :generation
                        on conflict (recording_id, name) do update set
                            kind = excluded.kind, media_key = excluded.media_key, size_bytes = excluded.size_bytes,
                            sha256 = excluded.sha256, content_type = excluded.content_type,
                            width = excluded.width, height = excluded.height
                        """)
                .param("recording", recording.value())
                .param("generation", generation)
                .param("name", rendition.name())
                .param("kind", rendition.kind().name())
                .param("key", rendition.media().key().value())
                .param("size", rendition.media().sizeBytes())
                .param("sha256", rendition.media().sha256().hex())
                .param("contentType", rendition.media().contentType())
                .param("width", rendition.width())
                .param("height", rendition.height())
                .update());
    }

    @Override
    public void requireCurrent(RecordingId recording, long generation) {
        requireCurrent(jdbc.sql("""
                        select count(*) from (
                            select 1 from transcode.processing
                            where recording_id = ? and generation = ? for update) current
                        """)
                .param(recording.value())
                .param(generation)
                .query(Integer.class)
                .single());
    }

    private static void requireCurrent(int rows) {
        if (rows != 1) {
            throw new ProblemException(TranscodeProblem.OVERTAKEN);
        }
    }

    @Override
    public List<Rendition> renditions(RecordingId recording) {
        return jdbc.sql("""
                        select name, kind, media_key, size_bytes, sha256, content_type, width, height
                        from transcode.renditions where recording_id = ? order by name
                        """)
                .param(recording.value())
                .query((row, number) -> new Rendition(
                        row.getString("name"),
                        Rendition.Kind.valueOf(row.getString("kind")),
                        new StoredMedia(
                                new MediaKey(row.getString("media_key")),
                                row.getLong("size_bytes"),
                                new Sha256(row.getString("sha256")),
                                row.getString("content_type")),
                        row.getObject("width", Integer.class),
                        row.getObject("height", Integer.class)))
                .list();
    }

    @Override
    public int countFailure(RecordingId recording) {
        return jdbc.sql("""
                        update transcode.processing set failures = failures + 1
                        where recording_id = ? returning failures
                        """).param(recording.value()).query(Integer.class).single();
    }

    @Override
    public void resetFailures(RecordingId recording) {
        jdbc.sql("update transcode.processing set failures = 0 where recording_id = ?")
                .param(recording.value())
                .update();
    }
}
