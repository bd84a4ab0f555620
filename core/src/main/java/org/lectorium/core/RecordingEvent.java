package org.lectorium.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens to a recording, in the order it happens. Stages meet only here: the one where it happens
 * publishes, the others listen, in the same transaction. So what an event caused is there if and only if what caused
 * it is.
 */
public sealed interface RecordingEvent {

    RecordingId recording();

    /**
     * Step 2 of the flow: the bytes are on stable storage.
     *
     * @param owner who sent them; null if a recorder did
     */
    record OriginalStored(
            RecordingId recording,
            OriginalFile file,
            RecordedMeeting meeting,
            @Nullable UserId owner) implements RecordingEvent {}

    /**
     * @param step what is being done, a word of the pipeline
     * @param percent of the whole pipeline, 0 to 100
     * @param etaSeconds until the pipeline ends; null while unknown
     */
    record ProcessingProgressed(
            RecordingId recording,
            String step,
            double percent,
            @Nullable Double etaSeconds) implements RecordingEvent {}

    /** Step 4: there is something to watch; more may follow. */
    record RecordingWatchable(RecordingId recording, MediaFacts facts, List<Rendition> renditions)
            implements RecordingEvent {}

    /** Step 6: the manifest is written, everything there is going to be is there. */
    record RecordingPublished(RecordingId recording, MediaFacts facts, List<Rendition> renditions)
            implements RecordingEvent {}

    /** @param nextTry when it goes on without hands; null if somebody has to ask for it */
    record ProcessingFailed(
            RecordingId recording,
            String step,
            Problem problem,
            @Nullable Instant nextTry) implements RecordingEvent {}

    /** Somebody asked to process a failed recording again. */
    record RetryRequested(RecordingId recording) implements RecordingEvent {}
}
