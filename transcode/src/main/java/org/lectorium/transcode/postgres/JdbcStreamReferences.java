package org.lectorium.transcode.postgres;

import java.util.List;
import java.util.UUID;
import org.lectorium.core.RecordingId;
import org.lectorium.transcode.StreamReferences;
import org.lectorium.transcode.salvage.StreamParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcStreamReferences implements StreamReferences {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    JdbcStreamReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean remember(StreamParameters parameters, boolean ofARecorder) {
        return jdbc.sql("""
                        insert into transcode.stream_references as known (fingerprint, encoder, parameters, of_recorder)
                        values (:fingerprint, :encoder, :parameters::jsonb, :ofARecorder)
                        on conflict (fingerprint) do update set
                            seen = known.seen + 1, last_seen = now(),
                            of_recorder = known.of_recorder or excluded.of_recorder
                        returning seen = 1
                        """)
                .param("fingerprint", parameters.fingerprint())
                .param("encoder", parameters.encoder())
                .param("parameters", JSON.writeValueAsString(parameters))
                .param("ofARecorder", ofARecorder)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<StreamParameters> candidates(String encoder, int most) {
        return jdbc.sql("""
                        select parameters from transcode.stream_references where encoder = ?
                        order by of_recorder desc, seen desc, last_seen desc limit ?
                        """)
                .param(encoder)
                .param(most)
                .query((row, number) -> JSON.readValue(row.getString(1), StreamParameters.class))
                .list();
    }

    @Override
    public void await(RecordingId recording, String encoder) {
        jdbc.sql("update transcode.processing set awaits_encoder = ? where recording_id = ?")
                .param(encoder)
                .param(recording.value())
                .update();
    }

    @Override
    public List<RecordingId> release(String encoder) {
        return jdbc.sql("""
                        update transcode.processing set awaits_encoder = null
                        where awaits_encoder = ? returning recording_id
                        """)
                .param(encoder)
                .query((row, number) -> new RecordingId(row.getObject(1, UUID.class)))
                .list();
    }
}
