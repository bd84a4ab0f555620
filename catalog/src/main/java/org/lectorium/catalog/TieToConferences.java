package org.lectorium.catalog;

import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.RecordingsTable.Origin;
import org.lectorium.core.ConferenceChanged;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.Conferences;
import org.lectorium.core.OwnedRooms;
import org.lectorium.core.RecordingId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ties recordings to the conferences that they were made of, whichever is known first. Who attended may then watch where
 * participants may, and the recording's seconds become those of the chat.
 */
@Component
class TieToConferences {

    private final RecordingsTable recordings;
    private final ObjectProvider<Conferences> conferences;
    private final OwnedRooms rooms;

    TieToConferences(RecordingsTable recordings, ObjectProvider<Conferences> conferences, OwnedRooms rooms) {
        this.recordings = recordings;
        this.conferences = conferences;
        this.rooms = rooms;
    }

    /**
     * To be asked more than once: a recording and the end of its conference may become known at the same moment, and
     * then neither transaction sees the other.
     */
    @Transactional
    public void tie(RecordingId recording) {
        var known = conferences.getIfAvailable();
        if (known != null) {
            recordings
                    .origin(recording)
                    .filter(origin -> origin.tie().conference() == null)
                    .ifPresent(origin -> known.recordedIn(
                                    origin.meeting(), origin.tie().startedAt())
                            .filter(conference -> origin.mayBeOf(conference, rooms))
                            .ifPresent(conference -> tie(origin, conference, known)));
        }
    }

    @EventListener
    @Transactional
    public void on(ConferenceChanged event) {
        var conference = event.conference();
        var origins = recordings.originsIn(conference).stream()
                .filter(origin -> origin.mayBeOf(conference, rooms))
                .toList();
        origins.forEach(origin -> tie(origin, conference, conferences.getIfAvailable()));
        if (!origins.isEmpty()) {
            recordings.tellIndexOf(conference.number());
        }
    }

    private void tie(Origin origin, ConferenceFacts conference, @Nullable Conferences known) {
        var tied = tied(origin, conference, known);
        if (!tied.equals(origin.tie())) {
            // Only now, since most of what happens in a conference changes nothing here.
            recordings
                    .lockOrigin(origin.recording())
                    .ifPresent(locked -> recordings.tie(locked.recording(), tied(locked, conference, known)));
        }
    }

    private static Tie tied(Origin origin, ConferenceFacts conference, @Nullable Conferences known) {
        var tie = origin.tie().to(conference);
        return known == null || tie.isAligned()
                ? tie
                : tie.alignedTo(
                        known.recordingBegan(origin.meeting(), tie.startedAt()).orElse(null));
    }
}
