package org.lectorium.catalog.postgres;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lectorium.catalog.search.IndexOutbox;
import org.lectorium.core.RecordingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcIndexOutbox implements IndexOutbox {

    private final JdbcClient jdbc;

    JdbcIndexOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<RecordingId> take(int limit) {
        return jdbc
                .sql("""
                        delete from catalog.index_outbox where id in (
                            select id from catalog.index_outbox order by id limit ? for update skip locked)
                        returning recording_id
                        """)
                .param(limit)
                .query((row, number) -> new RecordingId(row.getObject(1, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Turn takeTurn(UUID node) {
        var last = jdbc.sql("select node from catalog.index_writer for update skip locked")
                .query((row, number) -> Optional.ofNullable(row.getObject("node", UUID.class)))
                .optional();
        if (last.isEmpty()) {
            return Turn.ANOTHERS;
        }
        if (last.get().filter(node::equals).isPresent()) {
            return Turn.STILL_MINE;
        }
        jdbc.sql("update catalog.index_writer set node = ?").param(node).update();
        return Turn.MINE;
    }

    @Override
    public long waiting() {
        return jdbc.sql("select count(*) from catalog.index_outbox")
                .query(Long.class)
                .single();
    }

    @Override
    public long nextVersion() {
        return jdbc.sql("select nextval('catalog.index_version')")
                .query(Long.class)
                .single();
    }

    @Override
    public void requestRebuild() {
        jdbc.sql("update catalog.index_rebuild set requested = true where not requested")
                .update();
    }

    @Override
    public boolean rebuildRequested() {
        return jdbc.sql("select requested from catalog.index_rebuild")
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean claimRebuild() {
        return !jdbc.sql("select 1 from catalog.index_rebuild where requested for update skip locked")
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    @Override
    public void rebuildDone() {
        jdbc.sql("update catalog.index_rebuild set requested = false").update();
    }
}
