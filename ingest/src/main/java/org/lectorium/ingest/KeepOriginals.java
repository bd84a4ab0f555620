package org.lectorium.ingest;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.lectorium.core.ByteRange;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.Originals;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingEvent.OriginalStored;
import org.lectorium.core.RecordingEvent.RecordingPublished;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.StoredMedia;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Brings originals from this node's spool to the media store, where every node finds them. */
@Component
class KeepOriginals implements Originals {

    private static final Logger log = LoggerFactory.getLogger(KeepOriginals.class);

    /** The sender's content type is a claim; what a browser is told is in the rendition. */
    private static final String CONTENT_TYPE = "application/octet-stream";

    /** More would only wait for the same disk. */
    private static final int AT_ONCE = 2;

    /** What was lost on the way, by a crash or because the store was away, is looked for after that long. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OriginalsTable originals;
    private final Spool spool;
    private final SpoolClaims claims;
    private final MediaStore store;
    private final IngestSettings settings;
    private final Clock clock;
    private final ExecutorService background = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("keep-original-", 0).factory());
    private final ConcurrentMap<RecordingId, Lock> locks = new ConcurrentHashMap<>();

    KeepOriginals(
            OriginalsTable originals,
            Spool spool,
            SpoolClaims claims,
            MediaStore store,
            IngestSettings settings,
            Clock clock) {
        this.originals = originals;
        this.spool = spool;
        this.claims = claims;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Path fetch(RecordingId recording, Path directory) {
        Path spooled = spool.file(recording);
        if (Files.exists(spooled)) {
            return spooled;
        }
        var expected = originals
                .find(recording)
                .orElseThrow(() -> notHereYet(recording))
                .file()
                .sha256();
        Path fetched = directory.resolve("original");
        try (var content =
                store.open(MediaKey.original(recording), ByteRange.ALL).orElseThrow(() -> notHereYet(recording))) {
            requireSame(recording, expected, copy(content.stream(), fetched));
            return fetched;
        } catch (IOException e) {
            throw new ProblemException(IngestProblem.ORIGINAL_NOT_HERE_YET, e);
        }
    }

    private static Sha256 copy(InputStream from, Path to) throws IOException {
        var digest = Sha256.newDigest();
        Files.copy(new DigestInputStream(from, digest), to, StandardCopyOption.REPLACE_EXISTING);
        return Sha256.from(digest.digest());
    }

    /** The next try reads it again. What stays wrong is the store's, and somebody has to look at it. */
    private static void requireSame(RecordingId recording, Sha256 expected, Sha256 read) {
        if (!read.equals(expected)) {
            log.error("The store gave other bytes for the original of {}: {} instead of {}", recording, read, expected);
            throw new ProblemException(
                    IngestProblem.ORIGINAL_CORRUPTED, Map.of("sha256", read.hex(), "expectedSha256", expected.hex()));
        }
    }

    @Override
    public StoredMedia keep(RecordingId recording) {
        // The pipeline may ask while it is on its way.
        var lock = locks.computeIfAbsent(recording, id -> new ReentrantLock());
        lock.lock();
        try {
            return keepOnce(recording);
        } finally {
            locks.remove(recording, lock);
            lock.unlock();
        }
    }

    private StoredMedia keepOnce(RecordingId recording) {
        var original = originals.find(recording).orElseThrow(() -> notHereYet(recording));
        var key = MediaKey.original(recording);
        if (original.keptAt() == null) {
            Path spooled = spool.file(recording);
            if (!Files.exists(spooled)) {
                throw notHereYet(recording);
            }
            store.put(key, spooled, CONTENT_TYPE);
            originals.markKept(recording, clock.instant());
        }
        return new StoredMedia(key, original.file().sizeBytes(), original.file().sha256(), CONTENT_TYPE);
    }

    private static ProblemException notHereYet(RecordingId recording) {
        return new ProblemException(IngestProblem.ORIGINAL_NOT_HERE_YET, Map.of("recording", recording.toString()));
    }

    /** At once, beside the processing: other nodes need it, and one disk is no safe place. */
    @TransactionalEventListener
    void on(OriginalStored stored) {
        background.execute(() -> keepIfPossible(stored.recording()));
    }

    @TransactionalEventListener
    void on(RecordingPublished published) {
        spool.delete(published.recording());
    }

    @Scheduled(fixedDelayString = "PT15S", initialDelayString = "PT10S")
    void keepWhatNobodyKept() {
        for (RecordingId recording : originals.notKept(clock.instant().minus(PATIENCE), 100)) {
            if (!locks.containsKey(recording) && Files.exists(spool.file(recording))) {
                keepIfPossible(recording);
            }
        }
    }

    private void keepIfPossible(RecordingId recording) {
        try {
            keep(recording);
        } catch (RuntimeException e) {
            log.warn("The original of {} stays in the spool for now: {}", recording, e.getMessage(), e.getCause());
        }
    }

    @PreDestroy
    void stop() {
        background.shutdownNow();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void sweepSpool() {
        spool.sweep(
                clock.instant().minus(settings.spoolRetention()),
                recording -> originals
                                .find(recording)
                                .filter(original -> original.keptAt() == null)
                                .isPresent()
                        || claims.claims(recording));
    }
}
