package org.lectorium.conference.history.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.history.Conference;
import org.lectorium.conference.history.HistoryTables;
import org.lectorium.conference.history.Participant;
import org.lectorium.core.UserId;

/**
 * A conference as people see it.
 *
 * @param room its name as it stands in its address
 * @param people how many different ones were there
 * @param peak how many were there at the same time
 * @param recordings those that whoever asks may watch
 * @param myDurationSeconds how long whoever asks was there; null if they were not
 */
@Schema(name = "Conference")
record ConferenceJson(
        int number,
        String room,
        String title,
        Instant startedAt,
        @Nullable Instant endedAt,
        boolean live,
        double durationSeconds,
        int people,
        int peak,
        int messages,
        int recordings,
        @Nullable Double myDurationSeconds,
        boolean mayManage) {

    static ConferenceJson of(Conference conference, int recordings, boolean mayManage, Instant now) {
        return new ConferenceJson(
                conference.number(),
                conference.room(),
                conference.title(),
                conference.startedAt(),
                conference.endedAt(),
                conference.isLive(),
                conference.seconds(now),
                conference.people(),
                conference.peak(),
                conference.messages(),
                recordings,
                conference.mySeconds() == null ? null : (double) conference.mySeconds(),
                mayManage);
    }

    /**
     * @param endReason what Prosody said, if it said anything
     * @param uncertain whether the end was not seen but concluded
     */
    @Schema(name = "ConferenceDetail")
    record Detail(
            ConferenceJson conference,
            @Nullable String endReason,
            boolean uncertain,
            List<HistoryTables.Poll> polls,
            List<RecorderRunJson> recorders) {}

    /** @param status starting, recording, ended or failed */
    @Schema(name = "RecorderRun")
    record RecorderRunJson(
            String sessionId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,

            @Schema(allowableValues = {"starting", "recording", "ended", "failed"})
            String status,

            @Nullable String failure) {

        static RecorderRunJson of(HistoryTables.RecorderRun run) {
            return new RecorderRunJson(run.session(), run.startedAt(), run.endedAt(), run.status(), run.failure());
        }
    }

    /**
     * @param userId of their account; null for guests
     * @param email of others only for those who manage the conference
     * @param uncertain whether a coming or a going was not seen but concluded
     */
    @Schema(name = "Participant")
    record ParticipantJson(
            @Nullable UUID userId,
            @Nullable String name,
            @Nullable String email,

            @Schema(allowableValues = {"participant", "recorder", "transcriber"})
            String kind,

            boolean guest,
            boolean moderator,
            Instant joinedAt,
            @Nullable Instant leftAt,
            double durationSeconds,
            boolean uncertain,
            List<IntervalJson> intervals,
            int messages) {

        static ParticipantJson of(Participant participant) {
            return new ParticipantJson(
                    uuid(participant.user()),
                    participant.name(),
                    participant.email(),
                    participant.kind(),
                    participant.user() == null,
                    participant.moderator(),
                    participant.joinedAt(),
                    participant.leftAt(),
                    participant.seconds(),
                    participant.uncertain(),
                    participant.intervals().stream()
                            .map(interval -> new IntervalJson(interval.from(), interval.to()))
                            .toList(),
                    participant.messages());
        }
    }

    @Schema(name = "Interval")
    record IntervalJson(Instant from, @Nullable Instant to) {}

    /**
     * @param author empty if their name was never said
     * @param text null once it was taken back
     */
    @Schema(name = "ChatMessage")
    record ChatMessageJson(
            String id,
            Instant at,
            String author,
            @Nullable UUID userId,
            @Nullable String text,
            @Nullable String replyTo,
            @Nullable Instant retractedAt,
            List<HistoryTables.Reaction> reactions) {

        static ChatMessageJson of(HistoryTables.ChatMessage message) {
            return new ChatMessageJson(
                    message.id(),
                    message.at(),
                    message.author(),
                    uuid(message.user()),
                    message.text(),
                    message.replyTo(),
                    message.retractedAt(),
                    message.reactions());
        }
    }

    private static @Nullable UUID uuid(@Nullable UserId user) {
        return user == null ? null : user.value();
    }
}
