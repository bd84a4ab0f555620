package org.lectorium.conference.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.rooms.RoomName;

/**
 * When people mean to meet in a room: once, or in a series.
 *
 * @param startsAt of the first one
 * @param zone whose clocks a series follows over a change to summer time
 * @param rrule of a series, by RFC 5545; null for a single meeting
 */
public record Meeting(
        UUID id,
        RoomName room,
        String title,
        Instant startsAt,
        Duration duration,
        ZoneId zone,
        @Nullable String rrule,
        Instant changedAt) {}
