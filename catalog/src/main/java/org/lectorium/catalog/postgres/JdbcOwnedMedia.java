package org.lectorium.catalog.postgres;

import org.lectorium.catalog.access.Audience;
import org.lectorium.core.OwnedMedia;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOwnedMedia implements OwnedMedia {

    private final JdbcClient jdbc;

    JdbcOwnedMedia(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long bytesOwnedBy(UserId person) {
        return jdbc.sql("""
                        select coalesce(sum(r.size_bytes + coalesce(v.size_bytes, 0)), 0)
                        from catalog.recordings r
                        left join lateral (
                            select sum(size_bytes) as size_bytes from catalog.renditions where recording_id = r.id) v on true
                        -- Owners are in the audience, which has an index.
                        where r.audience @> array[:key]::text[] and r.owners @> array[:person]
                        """)
                .param("key", Audience.key(person))
                .param("person", person.value())
                .query(Long.class)
                .single();
    }
}
