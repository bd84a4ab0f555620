package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Originals that came before it was noted who sent them. */
@LectoriumTest
class SendersMigrationIT {

    private static final String SCHEMA = "ingest_before_senders";

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    private final UUID person = UUID.randomUUID();
    private final UUID another = UUID.randomUUID();
    private final UUID ofPerson = UUID.randomUUID();
    private final UUID ofRecorder = UUID.randomUUID();

    @AfterEach
    void clear() {
        jdbc.sql("drop schema " + SCHEMA + " cascade").update();
        jdbc.sql("delete from catalog.recordings where id in (?, ?)")
                .params(ofPerson, ofRecorder)
                .update();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("classpath:db/migration/ingest")
                .target(target)
                .load()
                .migrate();
    }

    private void recording(UUID id, String sha256, @Nullable UUID uploadedBy) {
        jdbc.sql("""
                        insert into catalog.recordings
                            (id, title, started_at, received_at, file_name, size_bytes, sha256, status, uploaded_by)
                        values (?, '', now(), now(), '', 1, ?, 'failed', ?)
                        """).param(id).param(sha256).param(uploadedBy).update();
        jdbc.sql("insert into " + SCHEMA + """
                        .originals (recording_id, idempotency_key, file_name, size_bytes, sha256, metadata, received_at)
                        values (?, ?, '', 1, ?, '{}', now())
                        """)
                .params(id, "key of " + sha256, sha256)
                .update();
    }

    private void finishedUpload(@Nullable UUID owner, UUID recording) {
        jdbc.sql("insert into " + SCHEMA + """
                        .uploads (id, owner, kind, length, received, created_at, expires_at, recording_id, sha256, finished_at)
                        values (gen_random_uuid(), ?, 'whole', 1, 1, now(), now(), ?, '', now())
                        """).param(owner).param(recording).update();
    }

    private String sender(UUID recording) {
        return jdbc.sql("select coalesce(sender::text, 'recorders') from " + SCHEMA
                        + ".originals where recording_id = ?")
                .param(recording)
                .query(String.class)
                .single();
    }

    @Test
    void belongToWhoUploadedThem() {
        migrate("2");
        recording(ofPerson, "a", person);
        recording(ofRecorder, "b", null);
        finishedUpload(person, ofPerson);
        finishedUpload(null, ofRecorder);
        finishedUpload(another, ofPerson);
        finishedUpload(person, ofRecorder);

        migrate("latest");

        assertThat(sender(ofPerson)).isEqualTo(person.toString());
        assertThat(sender(ofRecorder)).isEqualTo("recorders");
        // What had become somebody else's recording is not told any more.
        assertThat(jdbc.sql("select owner from " + SCHEMA + ".uploads")
                        .query((row, number) -> String.valueOf(row.getObject(1)))
                        .list())
                .containsExactlyInAnyOrder(person.toString(), "null");
        var insert = "insert into " + SCHEMA + """
                        .originals (recording_id, sender, idempotency_key, file_name, size_bytes, sha256, metadata, received_at)
                        values (?, ?, 'key of b', '', 1, ?, '{}', now()) on conflict do nothing
                        """;
        assertThat(jdbc.sql(insert)
                        .param(UUID.randomUUID())
                        .param(null)
                        .param("c")
                        .update())
                .isZero();
        assertThat(jdbc.sql(insert).params(UUID.randomUUID(), person, "b").update())
                .isOne();
    }
}
