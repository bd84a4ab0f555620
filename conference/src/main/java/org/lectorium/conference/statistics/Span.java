package org.lectorium.conference.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;

/** A stretch of time, its end not included. One that is empty still happened: it counts where it lies. */
record Span(Instant from, Instant to) {

    Span {
        // Clocks that are set back make ends before beginnings.
        to = to.isBefore(from) ? from : to;
    }

    boolean touches(Span other) {
        return from.isBefore(other.to) && (to.isAfter(other.from) || from.equals(to) && !from.isBefore(other.from));
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** How long the two lasted together. */
    Duration sharedWith(Span other) {
        var begin = from.isAfter(other.from) ? from : other.from;
        var end = to.isBefore(other.to) ? to : other.to;
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }

    /** How many there were at the same time within this: a sweep over beginnings and ends. */
    int peak(Collection<Span> spans) {
        var changes = new TreeMap<Instant, Integer>();
        boolean any = false;
        for (Span span : spans) {
            if (span.touches(this)) {
                any = true;
                changes.merge(span.from.isBefore(from) ? from : span.from, 1, Integer::sum);
                changes.merge(span.to, -1, Integer::sum);
            }
        }
        int there = 0;
        int most = any ? 1 : 0;
        for (var change : changes.entrySet()) {
            if (!change.getKey().isBefore(to)) {
                break;
            }
            there += change.getValue();
            most = Math.max(most, there);
        }
        return most;
    }
}
