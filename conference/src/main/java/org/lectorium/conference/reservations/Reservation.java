package org.lectorium.conference.reservations;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.lectorium.conference.rooms.RoomName;

/**
 * A room that Prosody was allowed to open.
 *
 * @param owner whoever came first, as Prosody calls them: an address made up for one connection
 */
public record Reservation(UUID id, RoomName room, String owner, Instant startsAt, Duration duration) {}
