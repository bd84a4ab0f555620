package org.lectorium.conference.story;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.lectorium.conference.story.Story.Attendance;

/** Counts who was there together, by a sweep over comings and goings. */
final class Intervals {

    private Intervals() {}

    /** Who leaves at the moment in which another comes is not there together with them. */
    static int peak(List<Attendance> attendances) {
        var changes = new TreeMap<Instant, Integer>();
        for (Attendance each : attendances) {
            if (each.leftAt() == null || each.leftAt().isAfter(each.joinedAt())) {
                changes.merge(each.joinedAt(), 1, Integer::sum);
                if (each.leftAt() != null) {
                    changes.merge(each.leftAt(), -1, Integer::sum);
                }
            }
        }
        int there = 0;
        int most = attendances.isEmpty() ? 0 : 1;
        for (int change : changes.values()) {
            there += change;
            most = Math.max(most, there);
        }
        return most;
    }
}
