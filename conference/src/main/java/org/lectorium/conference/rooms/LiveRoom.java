package org.lectorium.conference.rooms;

import java.time.Instant;

/**
 * A room in which a conference goes on.
 *
 * @param conference by which people call the conference
 * @param people who are in it now
 * @param recording whether a recorder runs
 */
public record LiveRoom(String room, String title, int conference, int people, Instant startedAt, boolean recording) {}
