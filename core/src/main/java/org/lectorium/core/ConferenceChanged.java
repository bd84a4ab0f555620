package org.lectorium.core;

import java.util.List;

/**
 * Something became known about a conference: it began, somebody came, something was written, it ended. Published in the
 * transaction that keeps it, any number of times.
 *
 * @param runs of recorders, as far as they are known; none where the event is about something else
 */
public record ConferenceChanged(ConferenceFacts conference, List<RecorderRun> runs) {

    public ConferenceChanged {
        runs = List.copyOf(runs);
    }

    public ConferenceChanged(ConferenceFacts conference) {
        this(conference, List.of());
    }
}
