package org.lectorium.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.Series.Take;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.OwnedRooms;
import org.lectorium.core.Page;
import org.lectorium.core.Problem;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Rendition;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;

/** The truth about recordings. Every change counts the version and tells the search index, in the same transaction. */
public interface RecordingsTable {

    record RoomCount(String room, long recordings) {}

    /** @param part owner or attended */
    record Part(UUID recording, String title, Instant startedAt, String part) {}

    /**
     * What ties a recording to a conference.
     *
     * @param meeting as whoever sent it told
     * @param uploader who sent it; null for a recorder
     * @param tie what came of it
     */
    record Origin(
            RecordingId recording,
            RecordedMeeting meeting,
            @Nullable UserId uploader,
            Tie tie) {

        /** A recorder is believed. A person may say that they recorded what they never saw, unless it was in their room. */
        boolean mayBeOf(ConferenceFacts conference, OwnedRooms rooms) {
            return uploader == null
                    || conference.attended().contains(uploader)
                    || rooms.ownedBy(uploader).contains(conference.room());
        }
    }

    /**
     * Does nothing if the recording is there. If only its card is, it takes over the place.
     *
     * @param uploader who sent it; null for a recorder
     */
    void add(
            RecordingId recording,
            OriginalFile file,
            RecordedMeeting meeting,
            AccessRule access,
            @Nullable UserId uploader);

    /**
     * Shows a recording that is being made, or arrives; nothing of it is there. Does nothing if it is shown.
     *
     * @param conference the number of the one that is recorded; null if none is known
     * @param uploader who sends it; null for a recorder
     */
    void expect(
            RecordingId card,
            RecordedMeeting meeting,
            Instant startedAt,
            @Nullable Integer conference,
            AccessRule access,
            @Nullable UserId uploader);

    /** Some of it has come. Only while not all of it has; does nothing if that was known. */
    void receive(RecordingId card, @Nullable Problem obstacle);

    /** Only while it is expected. */
    void foresee(RecordingId card, RecordingStatus status, Instant startedAt, @Nullable Problem problem);

    /** It is expected no more; nothing of it is kept. */
    void forgetCard(RecordingId card);

    Optional<Origin> origin(RecordingId recording);

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<Origin> lockOrigin(RecordingId recording);

    /**
     * The recordings that are tied to the conference, and those that are tied to none and were made of it: by its meeting
     * id, or else in its room while it went on.
     */
    List<Origin> originsIn(ConferenceFacts conference);

    void tie(RecordingId recording, Tie tie);

    /** Something that can be searched for has changed in the conference. */
    void tellIndexOf(int conference);

    /** Only while it is processed: what is done stays done. */
    void progressed(RecordingId recording, Recording.Progress progress);

    void watchable(RecordingId recording, MediaFacts facts, List<Rendition> renditions);

    void published(RecordingId recording, MediaFacts facts, List<Rendition> renditions);

    /** @param forGood whether nothing goes on by itself */
    void failed(RecordingId recording, Problem problem, boolean forGood);

    void queuedAgain(RecordingId recording);

    /** @return false if there is none */
    boolean rename(RecordingId recording, String title);

    /** @return false if there is none */
    boolean changeAccess(RecordingId recording, AccessRule access);

    /** @return false if there is none */
    boolean trash(RecordingId recording, @Nullable Instant at);

    /** Whoever asks for it; those who answer people check {@link Recording#isSeenBy}. */
    Optional<Recording> find(RecordingId recording);

    /** In any order; those that are gone are left out. */
    List<Recording> findAll(Collection<RecordingId> recordings);

    List<Rendition> renditions(RecordingId recording);

    /** The keys of the posters, of those that have one. */
    Map<RecordingId, Rendition> posters(Collection<RecordingId> recordings);

    /** Only what the viewer may see, also in the total. */
    Page<Recording> list(Viewer viewer, RecordingFilter filter, int page, int size);

    /** Rooms that have recordings outside the trash that the viewer may watch, by name. */
    List<RoomCount> rooms(Viewer viewer);

    /**
     * Everything of these conferences that the viewer may watch and that is known how long; the trash is left out. They are
     * what {@link Series} are made of.
     */
    List<Take> takes(Viewer viewer, Collection<Integer> conferences);

    /** What somebody has to do with which recordings, the newest first. */
    List<Part> partsOf(UserId person);

    /** Everything, in pages that stay right while rows are added: those after an id, in order of ids. */
    List<Recording> allAfter(@Nullable RecordingId last, int limit);
}
