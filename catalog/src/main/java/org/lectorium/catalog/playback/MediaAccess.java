package org.lectorium.catalog.playback;

import java.util.Optional;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.playback.MediaLinks.Bearer;
import org.lectorium.catalog.sharing.ShareRecordings;
import org.lectorium.core.MediaKey;
import org.lectorium.core.People;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.LinkHolder;
import org.springframework.stereotype.Component;

/** A signature says who was let in; this asks whether they still would be. */
@Component
class MediaAccess {

    private final RecordingsTable recordings;
    private final People people;
    private final ShareRecordings shares;

    MediaAccess(RecordingsTable recordings, People people, ShareRecordings shares) {
        this.recordings = recordings;
        this.people = people;
        this.shares = shares;
    }

    /** @throws ProblemException if they may not watch the recording, or no longer */
    void check(Bearer bearer, MediaKey key) {
        if (key.recording().filter(recording -> mayWatch(bearer, recording)).isEmpty()) {
            throw new ProblemException(CatalogProblem.LINK_INVALID);
        }
    }

    private boolean mayWatch(Bearer bearer, RecordingId id) {
        var viewer = viewer(bearer, id);
        return viewer.isPresent()
                && recordings
                        .find(id)
                        .filter(recording -> recording.isSeenBy(viewer.get()))
                        .isPresent();
    }

    private Optional<Viewer> viewer(Bearer bearer, RecordingId recording) {
        if (bearer.isPerson()) {
            return people.find(new UserId(bearer.id())).map(Viewer.class::cast);
        }
        return shares.isAlive(bearer.id()) ? Optional.of(new LinkHolder(bearer.id(), recording)) : Optional.empty();
    }
}
