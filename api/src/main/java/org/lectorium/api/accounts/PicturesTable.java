package org.lectorium.api.accounts;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The pictures that people chose here; small, so they lie in the database and go with the account. */
@Repository
class PicturesTable {

    private final JdbcClient jdbc;

    PicturesTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Picture(String contentType, byte[] bytes) {}

    void set(UserId person, String contentType, byte[] bytes) {
        jdbc.sql("""
                        insert into access.pictures (id, user_id, content_type, bytes) values (:id, :person, :type, :bytes)
                        on conflict (user_id) do update
                        set id = excluded.id, content_type = excluded.content_type, bytes = excluded.bytes
                        """)
                .param("id", UUID.randomUUID())
                .param("person", person.value())
                .param("type", contentType)
                .param("bytes", bytes)
                .update();
    }

    void remove(UserId person) {
        jdbc.sql("delete from access.pictures where user_id = ?")
                .param(person.value())
                .update();
    }

    Optional<Picture> find(UUID id) {
        return jdbc.sql("select content_type, bytes from access.pictures where id = ?")
                .param(id)
                .query((row, number) -> new Picture(row.getString("content_type"), row.getBytes("bytes")))
                .optional();
    }

    /** Where somebody's picture is: a path of ours, or an address that the directory told. */
    Optional<String> address(UserId person) {
        return jdbc.sql("""
                        select coalesce('/api/v1/pictures/' || (select id from access.pictures where user_id = users.id), picture)
                            as address
                        from access.users where id = ? and erased_at is null
                        """)
                .param(person.value())
                .query((row, number) -> Optional.ofNullable(row.getString("address")))
                .optional()
                .flatMap(Function.identity());
    }
}
