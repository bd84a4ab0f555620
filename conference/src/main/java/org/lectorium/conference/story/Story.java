package org.lectorium.conference.story;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a conference.
 *
 * @param endedAt null while it goes on
 * @param uncertain whether the end was not seen but concluded
 * @param attendances in the order of joining
 * @param messages in the order of writing
 */
public record Story(
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        boolean uncertain,
        List<Attendance> attendances,
        List<Message> messages,
        List<Poll> polls,
        List<RecorderRun> recorders) {

    public Story {
        attendances = List.copyOf(attendances);
        messages = List.copyOf(messages);
        polls = List.copyOf(polls);
        recorders = List.copyOf(recorders);
    }

    /**
     * From a joining to the leaving after it.
     *
     * @param leftAt null while they are there
     * @param uncertain whether one of the two was not seen but concluded
     */
    public record Attendance(
            Occupant occupant, Instant joinedAt, @Nullable Instant leftAt, boolean uncertain) {}

    /**
     * @param text null once it was taken back
     * @param reactions how many gave which
     */
    public record Message(
            String id,
            Instant at,
            String participant,
            Identity author,
            @Nullable String text,
            @Nullable String replyTo,
            @Nullable Instant retractedAt,
            Map<String, Integer> reactions) {}

    public record Poll(String id, Instant at, Identity author, String question, List<Answer> answers) {

        public record Answer(String key, String name, int votes) {}
    }

    /** @param startedAt null until the recorder said that it records */
    public record RecorderRun(
            String session,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            String mode,
            @Nullable String failure) {}

    /** Rooms are opened and closed without anybody in them; those are no conferences. */
    public boolean isEmpty() {
        return messages.isEmpty() && people().isEmpty();
    }

    List<Attendance> people() {
        return attendances.stream()
                .filter(attendance -> attendance.occupant().kind() == Occupant.Kind.PARTICIPANT)
                .toList();
    }

    /** How many different people were there, recorders not counted. */
    public int peopleCount() {
        return (int) people().stream()
                .map(attendance -> attendance
                        .occupant()
                        .identity()
                        .key(attendance.occupant().participant()))
                .distinct()
                .count();
    }

    /** How many people were there at the same time. */
    public int peak() {
        return Intervals.peak(people());
    }

    /** Seconds that people spent there, added up; those who are still there count up to the given instant. */
    public long personSeconds(Instant now) {
        return people().stream()
                .mapToLong(attendance -> {
                    var left = attendance.leftAt() == null ? now : attendance.leftAt();
                    return Math.max(
                            0, left.getEpochSecond() - attendance.joinedAt().getEpochSecond());
                })
                .sum();
    }

    public int messageCount() {
        return (int) messages.stream().filter(message -> message.text() != null).count();
    }
}
