package org.lectorium.conference.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database says about this moment. */
public interface MonitoringTable {

    record LivePerson(@Nullable String name, Instant joinedAt, boolean guest, boolean moderator) {}

    record LiveConference(int number, String room, Instant startedAt, boolean recording, List<LivePerson> people) {}

    /** By room. */
    List<LiveConference> live();

    record Boot(UUID boot, Instant firstAt, Instant lastAt, long lastSeq, long events, long dropped) {

        long missing() {
            return Math.max(0, lastSeq - events);
        }
    }

    /** The newest first. */
    List<Boot> boots(int most);

    /** Rooms whose events are not yet understood. */
    long waiting();

    /**
     * @param conferences that go on
     * @param accounts people in them who have an account
     * @param guests people in them who have none
     * @param events that were told, ever
     * @param missing that were sent and did not arrive, ever
     * @param dropped that Prosody's module lost, ever
     */
    record Counts(
            long conferences,
            long accounts,
            long guests,
            long recording,
            long events,
            long missing,
            long dropped,
            long waiting) {}

    Counts counts();
}
