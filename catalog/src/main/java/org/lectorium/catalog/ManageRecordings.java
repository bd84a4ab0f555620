package org.lectorium.catalog;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingEvent.RetryRequested;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.Person;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do to a recording. Throws {@link CatalogProblem#RECORDING_NOT_FOUND} for one that there is not, and just
 * the same for one that they may not see; {@link CatalogProblem#NOT_YOURS} for one that they may only watch.
 */
@Component
public class ManageRecordings {

    private final RecordingsTable recordings;
    private final ExpectedTable expected;
    private final ReceivingTable receiving;
    private final ExpectRecordings expecting;
    private final ApplicationEventPublisher events;
    private final AuditTrail audit;
    private final Clock clock;

    ManageRecordings(
            RecordingsTable recordings,
            ExpectedTable expected,
            ReceivingTable receiving,
            ExpectRecordings expecting,
            ApplicationEventPublisher events,
            AuditTrail audit,
            Clock clock) {
        this.recordings = recordings;
        this.expected = expected;
        this.receiving = receiving;
        this.expecting = expecting;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    public Recording get(Viewer viewer, RecordingId id) {
        return recordings
                .find(id)
                .filter(recording -> recording.isSeenBy(viewer))
                .orElseThrow(() ->
                        new ProblemException(CatalogProblem.RECORDING_NOT_FOUND, Map.of("recording", id.toString())));
    }

    /** The same; the card of one that was expected, or arrived, leads to what came. */
    public Recording getWhatCame(Viewer viewer, RecordingId id) {
        return get(viewer, expected.became(id).or(() -> receiving.became(id)).orElse(id));
    }

    /** The recording, if it is theirs to change and there. */
    public Recording getOwn(Viewer viewer, RecordingId id) {
        var recording = get(viewer, id);
        if (!recording.access().mayManage(viewer)) {
            throw new ProblemException(CatalogProblem.NOT_YOURS);
        }
        if (!recording.hasArrived()) {
            throw new ProblemException(CatalogProblem.NOT_ARRIVED_YET);
        }
        return recording;
    }

    @Transactional
    public Recording rename(Viewer viewer, RecordingId id, String title) {
        var before = getOwn(viewer, id);
        recordings.rename(id, title);
        note(Deed.RECORDING_RENAMED, before, Map.of("title", title, "before", before.title()));
        return get(viewer, id);
    }

    /**
     * What is null stays as it is.
     *
     * @throws ProblemException if nobody would own it any more
     */
    @Transactional
    public Recording changeAccess(
            Viewer viewer,
            RecordingId id,
            @Nullable AccessLevel level,
            @Nullable Set<String> groups,
            @Nullable List<UserId> owners) {
        var recording = getOwn(viewer, id);
        // Held, since what happens in its conference adds to who attended.
        var before = recordings.lockOrigin(id).orElseThrow().tie().access();
        if (owners != null && owners.isEmpty() && !before.owners().isEmpty()) {
            throw new ProblemException(CatalogProblem.LAST_OWNER);
        }
        var after = new AccessRule(
                level == null ? before.level() : level,
                groups == null ? before.groups() : groups,
                owners == null ? before.owners() : owners,
                before.attended());
        if (!after.equals(before)) {
            recordings.changeAccess(id, after);
            note(
                    Deed.ACCESS_CHANGED,
                    recording,
                    Map.of(
                            "access", after.level().word(),
                            "before", before.level().word(),
                            "groups", String.join(", ", after.groups()),
                            "owners", String.valueOf(after.owners().size())));
        }
        // Who has just given it away may not see it any more.
        return recordings.find(id).orElseThrow();
    }

    /** Hides it; nothing is deleted. Does nothing to one in the trash. */
    @Transactional
    public void trash(Viewer viewer, RecordingId id) {
        var recording = getOwn(viewer, id);
        if (recording.trashedAt() == null) {
            recordings.trash(id, clock.instant());
            note(Deed.RECORDING_TRASHED, recording, Map.of());
        }
    }

    @Transactional
    public Recording restore(Viewer viewer, RecordingId id) {
        var recording = getOwn(viewer, id);
        if (recording.trashedAt() != null) {
            recordings.trash(id, null);
            note(Deed.RECORDING_RESTORED, recording, Map.of());
        }
        return get(viewer, id);
    }

    @Transactional
    public Recording retry(Viewer viewer, RecordingId id) {
        var recording = getOwn(viewer, id);
        if (recording.status() != RecordingStatus.FAILED) {
            throw new ProblemException(CatalogProblem.NOTHING_TO_RETRY);
        }
        events.publishEvent(new RetryRequested(id));
        note(Deed.RECORDING_RETRIED, recording, Map.of());
        return get(viewer, id);
    }

    /**
     * Says of one that is expected that it will not come; for administrators. If it comes nevertheless it is taken in as
     * any other.
     */
    @Transactional
    public void dismiss(Viewer viewer, RecordingId id, String reason) {
        var card = get(viewer, id);
        if (!(viewer instanceof Person person && person.admin())) {
            throw new ProblemException(CatalogProblem.NOT_YOURS);
        }
        expecting.dismiss(expected.byCard(card.id())
                .filter(Expected::isOpen)
                .orElseThrow(() -> new ProblemException(CatalogProblem.NOTHING_TO_DISMISS)));
        note(Deed.RECORDING_DISMISSED, card, Map.of("reason", reason));
    }

    private void note(Deed deed, Recording recording, Map<String, String> facts) {
        var all = new HashMap<>(facts);
        all.putIfAbsent("title", recording.title());
        audit.note(deed, recording.id().toString(), all);
    }
}
