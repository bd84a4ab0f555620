package org.lectorium.catalog;

import java.util.Map;
import org.lectorium.core.Archive;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.RecordingId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whoever delivers a recording again may then delete their copy: so it must not stay in the trash. */
@Component
class TakeBackDelivered implements Archive {

    private final RecordingsTable recordings;
    private final AuditTrail audit;

    TakeBackDelivered(RecordingsTable recordings, AuditTrail audit) {
        this.recordings = recordings;
        this.audit = audit;
    }

    @Override
    @Transactional
    public boolean takeBack(RecordingId id) {
        // Held, so that it is not thrown away or deleted while its sender is told that it is here.
        if (recordings.lockOrigin(id).isEmpty()) {
            return false;
        }
        var recording = recordings.find(id).orElseThrow();
        if (recording.trashedAt() != null) {
            recordings.trash(id, null);
            audit.note(
                    Deed.RECORDING_RESTORED,
                    id.toString(),
                    Map.of("title", recording.title(), "because", "it was delivered again"));
        }
        return true;
    }

    @Override
    public boolean has(RecordingId id) {
        return recordings.find(id).isPresent();
    }
}
