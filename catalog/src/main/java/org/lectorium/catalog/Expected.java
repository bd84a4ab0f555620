package org.lectorium.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Problem;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecorderRun;
import org.lectorium.core.RecordingId;

/**
 * A run of a recorder, and what became of its recording.
 *
 * @param card under which it is shown while it is expected
 * @param conference the number of the one that is recorded; null if none is known
 * @param endHeardAt when we heard that the run is over
 * @param recording what came; null while nothing has
 * @param missingAt when people were told that nothing comes
 * @param dismissedAt when somebody said that nothing will come
 */
public record Expected(
        RecordingId card,
        @Nullable String room,
        @Nullable String meetingId,
        @Nullable Integer conference,
        RecorderRun run,
        @Nullable Instant endHeardAt,
        @Nullable RecordingId recording,
        @Nullable Instant missingAt,
        @Nullable Instant dismissedAt) {

    static Expected of(RecorderRun run) {
        return new Expected(RecordingId.random(), null, null, null, run, null, null, null, null);
    }

    /** What is to be thought of a recording that is not there. */
    public enum Outlook {
        /** The recorder was asked for and has not begun. */
        UNBEGUN,
        WAITED_FOR,
        /** It failed before it had recorded anything. */
        NEVER_BEGAN,
        /** It failed later; what it has of it may still come. */
        BROKEN_OFF,
        MISSING;

        /** Whether it is shown at all. */
        boolean isShown() {
            return this != UNBEGUN;
        }

        RecordingStatus status() {
            return this == NEVER_BEGAN ? RecordingStatus.FAILED : RecordingStatus.EXPECTED;
        }
    }

    public Outlook outlook() {
        boolean failed = run.failure() != null && run.endedAt() != null;
        if (run.startedAt() == null) {
            return failed ? Outlook.NEVER_BEGAN : Outlook.UNBEGUN;
        }
        if (failed) {
            return Outlook.BROKEN_OFF;
        }
        return missingAt != null ? Outlook.MISSING : Outlook.WAITED_FOR;
    }

    /** What people read on its card; null while all is as it should be. */
    @Nullable
    Problem problem() {
        var reason = run.failure() == null ? "" : run.failure();
        return switch (outlook()) {
            case UNBEGUN, WAITED_FOR -> null;
            case NEVER_BEGAN -> problem(CatalogProblem.RECORDER_NOT_STARTED, Map.of("reason", reason));
            case BROKEN_OFF -> problem(CatalogProblem.RECORDER_FAILED, Map.of("reason", reason));
            case MISSING -> problem(CatalogProblem.RECORDING_MISSING, Map.of());
        };
    }

    private static Problem problem(CatalogProblem key, Map<String, String> facts) {
        return new Problem(key.key(), key.scope(), facts);
    }

    public boolean isOpen() {
        return recording == null && dismissedAt == null;
    }

    /**
     * Whether it should have come by now. Who was away heard of the end late, and so recordings that waited as well come
     * only now.
     */
    boolean isOverdue(Instant now, Duration patience) {
        return isOpen()
                && run.startedAt() != null
                && run.endedAt() != null
                && endHeardAt != null
                && !later(run.endedAt(), endHeardAt).plus(patience).isAfter(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** With what was heard of the run now. */
    Expected following(
            RecorderRun now,
            @Nullable String nowRoom,
            @Nullable String nowMeeting,
            @Nullable Integer number,
            Instant at) {
        boolean over = now.endedAt() != null;
        return new Expected(
                card,
                nowRoom != null ? nowRoom : room,
                nowMeeting != null ? nowMeeting : meetingId,
                number != null ? number : conference,
                now,
                over ? endHeardAt != null ? endHeardAt : at : null,
                recording,
                over ? missingAt : null,
                dismissedAt);
    }

    Expected become(RecordingId arrived) {
        return ending(arrived, missingAt, dismissedAt);
    }

    /** Which is open, and stays so. */
    Expected missed(Instant at) {
        return ending(null, at, null);
    }

    Expected dismissed(Instant at) {
        return ending(recording, missingAt, at);
    }

    private Expected ending(@Nullable RecordingId arrived, @Nullable Instant missed, @Nullable Instant dismissed) {
        return new Expected(card, room, meetingId, conference, run, endHeardAt, arrived, missed, dismissed);
    }

    /** What it tells of a recording that says less of itself. */
    RecordedMeeting meeting() {
        return new RecordedMeeting(room, null, run.startedAt(), meetingId, run.session(), Set.of());
    }
}
