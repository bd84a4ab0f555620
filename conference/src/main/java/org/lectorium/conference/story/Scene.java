package org.lectorium.conference.story;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that happened in a conference, understood. */
public sealed interface Scene {

    Instant at();

    record Opened(Instant at) implements Scene {}

    record Closed(Instant at, @Nullable String reason) implements Scene {}

    /** Nobody saw the end: Prosody died, or we never heard of the room again. Wrong if something happens later. */
    record Lost(Instant at, String reason) implements Scene {}

    record Joined(Instant at, Occupant occupant) implements Scene {}

    /** @param occupant may know more than the joining did, if that was missed */
    record Left(Instant at, Occupant occupant) implements Scene {}

    record Renamed(Instant at, String participant, String name) implements Scene {}

    /** @param author as they were called at that moment; null if only their id is known */
    record Said(
            Instant at,
            String message,
            String participant,
            Identity author,
            String text,
            @Nullable String replyTo) implements Scene {}

    /** Counts only if it comes from whoever wrote the message, or from a moderator: any client can send it. */
    record Retracted(Instant at, String message, String participant) implements Scene {}

    /** Replaces what the same participant had put there before. */
    record Reacted(Instant at, String message, String participant, List<String> emojis) implements Scene {}

    /** @param answers texts by key */
    record Asked(Instant at, String poll, Identity author, String question, Map<String, String> answers)
            implements Scene {}

    /** Replaces what the same participant had answered before. */
    record Answered(Instant at, String poll, String participant, List<String> keys) implements Scene {}

    /** @param status pending, on or off */
    record Recording(
            Instant at,
            String session,
            String status,
            String mode,
            @Nullable String failure) implements Scene {}
}
