package org.lectorium.conference.reservations.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.conference.reservations.Reservation;
import org.lectorium.conference.reservations.ReservationsTable;
import org.lectorium.conference.rooms.RoomName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReservationsTable implements ReservationsTable {

    private final JdbcClient jdbc;

    JdbcReservationsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(Reservation reservation) {
        return jdbc.sql("""
                                insert into conference.reservations (id, room, owner, starts_at, seconds)
                                values (?, ?, ?, ?, ?) on conflict (room) do nothing
                                """)
                        .params(
                                reservation.id(),
                                reservation.room().value(),
                                reservation.owner(),
                                Timestamp.from(reservation.startsAt()),
                                reservation.duration().toSeconds())
                        .update()
                == 1;
    }

    @Override
    public Optional<Reservation> find(UUID reservation) {
        return jdbc.sql("select * from conference.reservations where id = ?")
                .param(reservation)
                .query(JdbcReservationsTable::map)
                .optional();
    }

    @Override
    public Optional<Reservation> of(RoomName room) {
        return jdbc.sql("select * from conference.reservations where room = ?")
                .param(room.value())
                .query(JdbcReservationsTable::map)
                .optional();
    }

    @Override
    public void restart(UUID reservation, Instant at) {
        jdbc.sql("update conference.reservations set starts_at = ? where id = ?")
                .params(Timestamp.from(at), reservation)
                .update();
    }

    @Override
    public boolean remove(UUID reservation) {
        return jdbc.sql("delete from conference.reservations where id = ?")
                        .param(reservation)
                        .update()
                == 1;
    }

    private static Reservation map(ResultSet row, int number) throws SQLException {
        return new Reservation(
                row.getObject("id", UUID.class),
                new RoomName(row.getString("room")),
                row.getString("owner"),
                row.getTimestamp("starts_at").toInstant(),
                Duration.ofSeconds(row.getLong("seconds")));
    }
}
