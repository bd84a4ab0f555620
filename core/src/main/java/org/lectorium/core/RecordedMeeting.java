package org.lectorium.core;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What whoever sent a recording knew about it. Everything may be missing: Jibri says no times, and a killed Jibri says
 * nothing at all.
 *
 * @param room the room's name as it stands in its address
 * @param title what people should read; the room's name stands in when it is missing
 * @param startedAt when the recording began
 * @param meetingId Prosody's id of the room instance, which ties a recording to its conference
 * @param recorderSession Jibri's id of the session, which is the name of its directory
 * @param attended who was seen in the conference; empty if nobody said
 */
public record RecordedMeeting(
        @Nullable String room,
        @Nullable String title,
        @Nullable Instant startedAt,
        @Nullable String meetingId,
        @Nullable String recorderSession,
        Set<UserId> attended) {

    public static final RecordedMeeting UNKNOWN = new RecordedMeeting(null, null, null, null, null, Set.of());

    /** What of it a person can be believed. */
    public RecordedMeeting ofAPerson() {
        return new RecordedMeeting(room, title, startedAt, null, null, Set.of());
    }

    /** The same of somebody who may name the conference. */
    public RecordedMeeting ofAPersonIn(String meetingId) {
        return new RecordedMeeting(room, title, startedAt, meetingId, null, Set.of());
    }

    /** This meeting, with what it leaves open taken from another. */
    public RecordedMeeting orElse(RecordedMeeting other) {
        return new RecordedMeeting(
                room != null ? room : other.room,
                title != null ? title : other.title,
                startedAt != null ? startedAt : other.startedAt,
                meetingId != null ? meetingId : other.meetingId,
                recorderSession != null ? recorderSession : other.recorderSession,
                attended.isEmpty() ? other.attended : attended);
    }
}
