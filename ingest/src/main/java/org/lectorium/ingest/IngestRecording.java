package org.lectorium.ingest;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Archive;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.PlainText;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingEvent.OriginalStored;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Step 1 of the flow: takes a recording in. When {@link #accept} has returned, the bytes are on stable storage under
 * their SHA-256, and row, catalog entry and processing job are committed.
 */
@Component
public class IngestRecording {

    private static final Logger log = LoggerFactory.getLogger(IngestRecording.class);

    private static final int MAX_FILE_NAME = 200;

    private final Spool spool;
    private final OriginalsTable originals;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Archive archive;
    private final BelievedMeeting believed;
    private final IngestSettings settings;
    private final Clock clock;

    IngestRecording(
            Spool spool,
            OriginalsTable originals,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Archive archive,
            BelievedMeeting believed,
            IngestSettings settings,
            Clock clock) {
        this.spool = spool;
        this.originals = originals;
        this.events = events;
        this.transaction = transaction;
        this.archive = archive;
        this.believed = believed;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param isNew false if the same key or the same bytes of the same sender had been accepted before */
    public record Accepted(RecordingId recording, boolean isNew) {}

    /** Bytes that are on stable storage and nothing more: not acknowledged, and gone unless {@link #accept}ed. */
    public record Received(RecordingId recording, OriginalFile file) {}

    /**
     * Makes the bytes durable.
     *
     * @param announcedBytes how many are expected at the most; negative if nobody said
     * @throws ProblemException if the body ends early, is empty, or there is no room for it
     */
    public Received receive(@Nullable String fileName, InputStream bytes, long announcedBytes) {
        var recording = RecordingId.random();
        var spooled = spool.receive(recording, bytes, announcedBytes);
        if (spooled.sizeBytes() == 0) {
            spool.delete(recording);
            throw new ProblemException(IngestProblem.EMPTY_FILE);
        }
        return received(recording, fileName, spooled.sizeBytes(), spooled.sha256());
    }

    /** Of bytes that somebody else has put into the spool. */
    public Received received(RecordingId recording, @Nullable String fileName, long sizeBytes, Sha256 sha256) {
        return new Received(recording, new OriginalFile(plain(fileName), sizeBytes, sha256, clock.instant()));
    }

    private static String plain(@Nullable String fileName) {
        var name = fileName == null ? null : PlainText.of(fileName.replaceAll(".*[/\\\\]", ""), MAX_FILE_NAME);
        return name == null ? "recording" : name;
    }

    /** Forgets received bytes that will not be accepted. */
    public void discard(Received received) {
        spool.delete(received.recording());
    }

    /**
     * Makes a recording of received bytes, once.
     *
     * @param metadata the delivery's {@code metadata} part; null if it had none
     * @param owner who sent it; null for a recorder
     * @throws ProblemException if the metadata cannot be read, or the key came before with other bytes
     */
    public Accepted accept(
            Received received, byte @Nullable [] metadata, @Nullable String idempotencyKey, @Nullable UserId owner) {
        try {
            var said = metadata == null ? DeliveryMetadata.NONE : DeliveryMetadata.parse(metadata);
            return settle(received, said, idempotencyKey, owner, accepted -> {});
        } catch (ProblemException e) {
            discard(received);
            throw e;
        } catch (RuntimeException e) {
            // A commit whose answer got lost may have happened, or happen yet: then the bytes are somebody's recording.
            log.warn("Leaving {} to the next sweep of the spool: {}", received.recording(), e.getMessage());
            throw e;
        }
    }

    /** What a recorder's delivery will be of. */
    public RecordedMeeting meetingOf(@Nullable String fileName, Told told) {
        return DeliveryMetadata.parse(told).meeting().orElse(JibriFileName.read(plain(fileName), settings.jibriZone()));
    }

    /**
     * What a delivery will be of.
     *
     * @param owner who sends it; null for a recorder
     */
    public RecordedMeeting meetingOf(@Nullable String fileName, Told told, @Nullable UserId owner) {
        return believed.of(meetingOf(fileName, told), owner);
    }

    /** @throws ProblemException if it could not be accepted */
    public void requireReadable(Told told) {
        DeliveryMetadata.parse(told);
    }

    /**
     * The same for bytes that stay when it fails, because it will be tried again.
     *
     * @param alongside what is done in the same transaction
     */
    public Accepted settle(Received received, Told told, @Nullable UserId owner, Consumer<Accepted> alongside) {
        return settle(received, DeliveryMetadata.parse(told), null, owner, alongside);
    }

    private Accepted settle(
            Received received,
            DeliveryMetadata said,
            @Nullable String idempotencyKey,
            @Nullable UserId owner,
            Consumer<Accepted> alongside) {
        var told = said.meeting().orElse(JibriFileName.read(received.file().fileName(), settings.jibriZone()));
        var meeting = believed.of(told, owner);
        var original = new StoredOriginal(received.recording(), owner, idempotencyKey, received.file(), null);
        var accepted = Objects.requireNonNull(transaction.execute(status -> {
            var made = store(original, said.json(), meeting);
            alongside.accept(made);
            return made;
        }));
        if (accepted.isNew()) {
            log.info(
                    "Took in {}: {} bytes, SHA-256 {}",
                    received.recording(),
                    received.file().sizeBytes(),
                    received.file().sha256());
        } else if (!accepted.recording().equals(received.recording())) {
            discard(received);
        }
        return accepted;
    }

    /** What the same sender had sent is that recording; what became of others' bytes makes no difference. */
    private Accepted store(StoredOriginal original, String metadataJson, RecordedMeeting meeting) {
        while (!originals.add(original, metadataJson)) {
            for (StoredOriginal earlier : originals.earlier(original)) {
                if (archive.takeBack(earlier.recording())) {
                    requireSameBytes(earlier, original);
                    return new Accepted(earlier.recording(), false);
                }
                log.warn("{} is no recording any more, and was delivered again", earlier.recording());
                originals.delete(earlier.recording());
            }
        }
        events.publishEvent(new OriginalStored(original.recording(), original.file(), meeting, original.sender()));
        return new Accepted(original.recording(), true);
    }

    private static void requireSameBytes(StoredOriginal earlier, StoredOriginal now) {
        if (!earlier.file().sha256().equals(now.file().sha256())) {
            throw new ProblemException(
                    IngestProblem.IDEMPOTENCY_KEY_REUSED,
                    Map.of("recording", earlier.recording().toString()));
        }
    }
}
