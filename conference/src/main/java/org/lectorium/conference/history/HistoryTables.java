package org.lectorium.conference.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Page;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;

/** Conferences as they are read. Nobody gets one that they were not in, unless the room is theirs or they administer. */
public interface HistoryTables {

    /** Newest first. */
    Page<Conference> list(Person viewer, ConferenceFilter filter, int page, int size);

    Optional<Conference> find(Person viewer, int number);

    /** In the order of joining. */
    List<Interval> intervals(int conference);

    /** How many messages each presence wrote, those taken back not counted. */
    Map<String, Integer> messagesByPresence(int conference);

    /** In the order of writing. */
    List<ChatMessage> messages(int conference);

    /**
     * @param author empty if their name was never said
     * @param text null once it was taken back
     */
    record ChatMessage(
            String id,
            Instant at,
            String author,
            @Nullable UserId user,
            @Nullable String text,
            @Nullable String replyTo,
            @Nullable Instant retractedAt,
            List<Reaction> reactions) {}

    record Reaction(String emoji, int count) {}

    List<Poll> polls(int conference);

    record Poll(String id, Instant at, String question, String author, List<Answer> answers) {}

    record Answer(String key, String name, int votes) {}

    List<RecorderRun> recorders(int conference);

    /** @param startedAt null if the recorder never began */
    record RecorderRun(
            String session,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String failure) {

        /** As it is written in the API. */
        public String status() {
            if (failure != null) {
                return "failed";
            }
            if (endedAt != null) {
                return "ended";
            }
            return startedAt == null ? "starting" : "recording";
        }
    }
}
