package org.lectorium.conference.statistics;

import java.time.Duration;
import java.util.List;

/** Sorts conferences by how long they were. The order is stored: it stays. */
public final class Durations {

    /** The last class holds those that were longer than all of these. */
    public static final List<Duration> UP_TO = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(45),
            Duration.ofMinutes(60),
            Duration.ofMinutes(90),
            Duration.ofMinutes(120),
            Duration.ofMinutes(180),
            Duration.ofMinutes(360));

    private Durations() {}

    static int classOf(Duration duration) {
        int index = 0;
        while (index < UP_TO.size() && duration.compareTo(UP_TO.get(index)) > 0) {
            index++;
        }
        return index;
    }
}
