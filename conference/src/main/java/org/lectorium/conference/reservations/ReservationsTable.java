package org.lectorium.conference.reservations;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.conference.rooms.RoomName;

/** Rooms that are open by our leave; at most one reservation each. */
public interface ReservationsTable {

    /** @return false if the room has one */
    boolean add(Reservation reservation);

    Optional<Reservation> find(UUID reservation);

    Optional<Reservation> of(RoomName room);

    /** Lets it begin anew. */
    void restart(UUID reservation, Instant at);

    /** @return false if it was gone before */
    boolean remove(UUID reservation);
}
