package org.lectorium.conference.reservations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.conference.rooms.RoomsTable;
import org.springframework.stereotype.Component;

/**
 * Says whether Prosody may open a room. It may if we know the room and somebody holds a token of ours for it that is
 * still good: then they came through us. Whoever comes around us finds no open room.
 */
@Component
public class ReserveRooms {

    /** After that Prosody ends the room: no conference is meant to be cut, so it is long. */
    private static final Duration LONG_ENOUGH = Duration.ofHours(24);

    private final ReservationsTable table;
    private final RoomsTable rooms;
    private final Clock clock;

    ReserveRooms(ReservationsTable table, RoomsTable rooms, Clock clock) {
        this.table = table;
        this.rooms = rooms;
        this.clock = clock;
    }

    /** What Prosody is told. */
    public sealed interface Answer {

        record Opened(Reservation reservation, boolean lobby) implements Answer {}

        /** The room has a reservation, such as from before Prosody was started anew: it asks for that one next. */
        record Conflict(UUID id) implements Answer {}

        record Refused() implements Answer {}
    }

    /** @param name as Prosody calls the room; {@code tenant]room} names are not ours */
    public Answer open(String name, String owner) {
        var room = room(name);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean admitted = room.flatMap(rooms::admittedUntil)
                .filter(until -> until.isAfter(now))
                .isPresent();
        if (room.isEmpty() || !admitted) {
            return new Answer.Refused();
        }
        var reservation = new Reservation(UUID.randomUUID(), room.get(), owner, now, LONG_ENOUGH);
        if (table.add(reservation)) {
            return opened(reservation);
        }
        return table.of(room.get()).<Answer>map(other -> again(other, now)).orElseGet(Answer.Refused::new);
    }

    /** Prosody asks only for rooms that it does not have: it never said that this one was closed, or was killed. */
    private Answer.Conflict again(Reservation stale, Instant now) {
        table.restart(stale.id(), now);
        return new Answer.Conflict(stale.id());
    }

    private static Optional<RoomName> room(String name) {
        return RoomName.of(name).filter(room -> room.value().equals(name.toLowerCase(Locale.ROOT)));
    }

    private Answer.Opened opened(Reservation reservation) {
        boolean lobby =
                rooms.find(reservation.room()).filter(room -> room.lobby()).isPresent();
        return new Answer.Opened(reservation, lobby);
    }

    public Optional<Answer.Opened> find(UUID id) {
        return table.find(id).map(this::opened);
    }

    /** @return false if there was none */
    public boolean close(UUID id) {
        return table.remove(id);
    }
}
