package org.lectorium.conference.monitoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.recorders.Recorder.Busy;

/** What is going on at this moment, as it is shown. */
@Schema(name = "MonitoringState")
public record MonitoringState(
        Instant at,
        List<LiveRoomState> rooms,
        List<RecorderState> recorders,
        CallbackState callbacks,
        QueueState queue) {

    public MonitoringState {
        rooms = List.copyOf(rooms);
        recorders = List.copyOf(recorders);
    }

    @Schema(name = "MonitoredRoom")
    public record LiveRoomState(
            String room, String title, int conference, Instant startedAt, List<PersonState> people, boolean recording) {

        public LiveRoomState {
            people = List.copyOf(people);
        }
    }

    /** @param name null if they did not say */
    @Schema(name = "MonitoredPerson")
    public record PersonState(@Nullable String name, Instant joinedAt, boolean guest, boolean moderator) {}

    /**
     * @param detail what it is ill of
     * @param lost said nothing for three minutes
     */
    @Schema(name = "MonitoredRecorder")
    public record RecorderState(
            String id, Busy busy, boolean healthy, @Nullable String detail, Instant seenAt, boolean lost) {}

    /**
     * @param boots the last lives of Prosody, the newest first
     * @param waiting conferences whose events are kept and not yet understood
     */
    @Schema(name = "MonitoredCallbacks")
    public record CallbackState(@Nullable Instant lastEventAt, List<BootState> boots, long waiting) {

        public CallbackState {
            boots = List.copyOf(boots);
        }
    }

    /**
     * @param missing that were sent and did not arrive
     * @param dropped that Prosody's module says it lost
     */
    @Schema(name = "MonitoredBoot")
    public record BootState(
            UUID boot, Instant firstAt, Instant lastAt, long lastSeq, long events, long missing, long dropped) {}

    @Schema(name = "MonitoredQueue")
    public record QueueState(long waiting, long running, long failed) {}

    /** Whether only time has passed. */
    boolean isLike(MonitoringState other) {
        return rooms.equals(other.rooms)
                && queue.equals(other.queue)
                && callbacks.equals(other.callbacks)
                && recorders.equals(other.recorders);
    }
}
