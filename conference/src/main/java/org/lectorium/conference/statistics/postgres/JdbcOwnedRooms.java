package org.lectorium.conference.statistics.postgres;

import java.util.Set;
import java.util.stream.Collectors;
import org.lectorium.core.OwnedRooms;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOwnedRooms implements OwnedRooms {

    private final JdbcClient jdbc;

    JdbcOwnedRooms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> ownedBy(UserId person) {
        return jdbc
                .sql("select name from conference.rooms where owners @> array[?::uuid]")
                .param(person.value())
                .query((row, number) -> row.getString("name"))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
