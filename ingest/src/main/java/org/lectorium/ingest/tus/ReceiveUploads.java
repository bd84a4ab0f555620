package org.lectorium.ingest.tus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Archive;
import org.lectorium.core.PersonErased;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;
import org.lectorium.ingest.IngestProblem;
import org.lectorium.ingest.IngestRecording;
import org.lectorium.ingest.Spool;
import org.lectorium.ingest.SpoolClaims;
import org.lectorium.ingest.tus.Headers.Append;
import org.lectorium.ingest.tus.Upload.Finished;
import org.lectorium.ingest.tus.Upload.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes uploads in. An offset that was told is on stable storage and in the database; the answer to the last byte says
 * that the recording is committed. Everything can be done again: whatever a crash left is finished by the next request
 * for the upload, or by {@link SweepUploads}.
 */
@Component
public class ReceiveUploads implements SpoolClaims {

    private static final Logger log = LoggerFactory.getLogger(ReceiveUploads.class);

    private final UploadsTable uploads;
    private final Quotas quotas;
    private final IngestRecording ingest;
    private final Archive archive;
    private final Spool spool;
    private final UploadSettings settings;
    private final Clock clock;
    private final FinishStep.Watcher watcher;
    private final Parts parts;
    private final Leases leases;
    private final Desks desks = new Desks();
    private final Hashes hashes = new Hashes();
    private final ConcurrentMap<UUID, Pen> pens = new ConcurrentHashMap<>();
    private volatile boolean closing;

    ReceiveUploads(
            UploadsTable uploads,
            Quotas quotas,
            IngestRecording ingest,
            Archive archive,
            Spool spool,
            UploadSettings settings,
            Clock clock,
            ObjectProvider<FinishStep.Watcher> watcher) {
        this.uploads = uploads;
        this.quotas = quotas;
        this.ingest = ingest;
        this.archive = archive;
        this.spool = spool;
        this.settings = settings;
        this.clock = clock;
        this.watcher = watcher.getIfAvailable(() -> FinishStep.Watcher.NOBODY);
        this.parts = new Parts(spool);
        this.leases = new Leases(uploads);
    }

    private interface Work<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private static <T extends @Nullable Object> T onDisk(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw Spool.unwritable(e);
        }
    }

    private <T extends @Nullable Object> T atDesk(UUID upload, Work<T> work) {
        return desks.at(upload, () -> onDisk(work));
    }

    void requireSpaceFor(long bytes) {
        onDisk(() -> {
            Files.createDirectories(spool.directory());
            spool.requireSpaceFor(bytes);
            return null;
        });
    }

    static void requireNotEmpty(@Nullable Long length) {
        if (length != null && length == 0) {
            throw new ProblemException(IngestProblem.EMPTY_FILE);
        }
    }

    /** @throws ProblemException if there is none, or it is somebody else's, or too old */
    public Upload find(UUID id, @Nullable UserId sender) {
        var upload = uploads.find(id)
                .filter(found -> found.isOf(sender))
                .orElseThrow(() -> new ProblemException(UploadProblem.UPLOAD_NOT_FOUND));
        requireThere(upload);
        return upload;
    }

    /** Of a recording that was deleted for good nothing is left to go on with, and its sender must not rely on it. */
    private void requireThere(Upload upload) {
        var finished = upload.finished();
        if (finished != null && !archive.has(finished.recording())) {
            throw new ProblemException(UploadProblem.UPLOAD_NOT_FOUND);
        }
        if (upload.isExpired(clock.instant())) {
            throw new ProblemException(UploadProblem.UPLOAD_EXPIRED);
        }
    }

    /** How far it is. Ends a request that is writing it: its sender has given it up. */
    public Upload state(UUID id, @Nullable UserId sender) {
        var known = find(id, sender);
        if (isAtRest(known)) {
            return known;
        }
        return atDesk(id, () -> {
            var upload = leases.take(id, sender).upload();
            try {
                var pen = pens.get(id);
                return whole(settled(pen == null ? upload : takenAway(pen, upload, UploadProblem.UPLOAD_TAKEN_OVER)));
            } finally {
                leases.release(id);
            }
        });
    }

    private boolean isAtRest(Upload upload) {
        return upload.finished() != null
                || !upload.held()
                        && !upload.verifying()
                        && !(upload.becomesRecording() && upload.isWhole())
                        && upload.kind() != Kind.FINAL
                        && onDisk(() -> parts.size(upload.id())) == upload.received();
    }

    private Upload takenAway(Pen pen, Upload upload, UploadProblem why) throws IOException {
        pens.remove(upload.id(), pen);
        pen.lift(new ProblemException(why), -1);
        return acknowledge(upload, pen.position(), false);
    }

    /** What nobody writes, cut to what counts, which is noted. */
    private Upload settled(Upload upload) throws IOException {
        if (upload.finished() != null || upload.kind() == Kind.FINAL || wasRenamed(upload)) {
            return upload;
        }
        long size = parts.size(upload.id());
        if (size < upload.received()) {
            throw new ProblemException(UploadProblem.UPLOAD_NOT_HERE);
        }
        if (size == upload.received() && !upload.verifying()) {
            return upload;
        }
        long counts = upload.verifying() ? upload.received() : size;
        parts.settle(upload.id(), counts);
        return acknowledge(upload, counts, false);
    }

    private boolean wasRenamed(Upload upload) {
        return (upload.kind() == Kind.FINAL || upload.kind() == Kind.WHOLE && upload.isWhole())
                && Files.exists(spool.file(upload.recording()));
    }

    private Upload acknowledge(Upload upload, long received, boolean release) {
        var expires = clock.instant().plus(settings.expiry());
        if (!uploads.acknowledge(upload.id(), leases.node(), received, expires, release)) {
            throw new ProblemException(UploadProblem.UPLOAD_TAKEN_OVER);
        }
        if (release) {
            leases.released(upload.id());
        }
        return upload.withReceived(received, expires);
    }

    // Bytes

    /**
     * Adds the bytes of one request.
     *
     * @param announced how many there are; negative if nobody said
     */
    public Upload append(UUID id, @Nullable UserId sender, Append append, InputStream body, long announced) {
        var opened = atDesk(id, () -> open(id, sender, append, announced));
        return switch (opened) {
            case Done done -> done.upload();
            case Writing writing -> write(writing, body);
        };
    }

    private sealed interface Opened {}

    /** There is nothing left to write. */
    private record Done(Upload upload) implements Opened {}

    private record Writing(Upload upload, Pen pen, long limit) implements Opened {}

    private Opened open(UUID id, @Nullable UserId sender, Append append, long announced) throws IOException {
        if (closing) {
            throw new ProblemException(UploadProblem.UPLOAD_INTERRUPTED);
        }
        var lease = leases.take(id, sender);
        boolean goesOn = pens.containsKey(id);
        try {
            var upload = lease.upload();
            requireThere(upload);
            if (upload.kind() == Kind.FINAL) {
                throw new ProblemException(UploadProblem.UPLOAD_IS_FINAL);
            }
            var pen = pens.get(id);
            if (pen == null) {
                upload = whole(settled(upload));
            }
            upload = declared(at(append.offset(), upload, pen), append);
            long limit = limit(upload, announced);
            if (append.length() != null) {
                uploads.setLength(id, append.length());
            }
            requireSpaceFor(Math.max(announced, 0));
            if (pen != null) {
                if (!pen.lift(new ProblemException(UploadProblem.UPLOAD_TAKEN_OVER), append.offset())) {
                    throw offsetIs(pen.position());
                }
                pens.remove(id, pen);
                goesOn = false;
                upload = acknowledge(upload, append.offset(), false);
            }
            if (upload.isWhole()) {
                return new Done(whole(upload));
            }
            var writing = begin(upload, append, limit, lease.validUntil());
            goesOn = true;
            return writing;
        } finally {
            if (!goesOn) {
                leases.release(id);
            }
        }
    }

    /** The upload as it counts now, which has to be where the request goes on. */
    private static Upload at(long offset, Upload upload, @Nullable Pen pen) {
        long counts = pen == null ? upload.received() : pen.position();
        if (counts != offset) {
            throw offsetIs(counts);
        }
        return counts == upload.received() ? upload : upload.withReceived(counts, upload.expiresAt());
    }

    private static ProblemException offsetIs(long offset) {
        return new ProblemException(UploadProblem.UPLOAD_OFFSET_WRONG, Map.of("offset", Long.toString(offset)));
    }

    private Upload declared(Upload upload, Append append) {
        var length = append.length();
        if (length == null || length.equals(upload.length())) {
            return upload;
        }
        if (upload.length() != null) {
            throw new ProblemException(UploadProblem.UPLOAD_LENGTH_CHANGED);
        }
        if (length < append.offset()) {
            throw Headers.invalid("Upload-Length");
        }
        if (upload.becomesRecording()) {
            requireNotEmpty(length);
        }
        quotas.requireRoomFor(upload.owner(), length, length - append.offset());
        return upload.withLength(length);
    }

    private long limit(Upload upload, long announced) {
        if (upload.length() != null) {
            if (announced > upload.length() - upload.received()) {
                throw new ProblemException(UploadProblem.UPLOAD_TOO_LONG);
            }
            return upload.length();
        }
        quotas.requireFits(sum(upload.received(), Math.max(announced, 0)));
        return quotas.mostBytes(upload.owner(), upload.received());
    }

    /** A request may announce any number. */
    private static long sum(long received, long announced) {
        return announced > Long.MAX_VALUE - received ? Long.MAX_VALUE : received + announced;
    }

    private Writing begin(Upload upload, Append append, long limit, long validUntil) throws IOException {
        if (append.checksum() != null && !uploads.beginVerifying(upload.id(), leases.node())) {
            throw new ProblemException(UploadProblem.UPLOAD_TAKEN_OVER);
        }
        var hash = hashes.take(upload.id(), parts.file(upload.id()), append.offset());
        var channel = parts.open(upload.id());
        var pen = new Pen(upload, append.offset(), channel, hash, append.checksum(), hashes, spool, validUntil);
        pens.put(upload.id(), pen);
        return new Writing(upload, pen, limit);
    }

    private Upload write(Writing writing, InputStream body) {
        try {
            onDisk(() -> {
                writing.pen().receive(body, writing.limit());
                return null;
            });
            return atDesk(writing.upload().id(), () -> stopped(writing, true));
        } catch (RuntimeException e) {
            keepWhatCame(writing, e);
            throw e;
        }
    }

    private Upload stopped(Writing writing, boolean whole) throws IOException {
        var id = writing.upload().id();
        if (pens.get(id) != writing.pen()) {
            throw new ProblemException(UploadProblem.UPLOAD_TAKEN_OVER);
        }
        long received = writing.pen().stop(whole);
        pens.remove(id, writing.pen());
        var upload = writing.upload().withReceived(received, writing.upload().expiresAt());
        if (!upload.becomesRecording() || !upload.isWhole()) {
            return acknowledge(upload, received, true);
        }
        watcher.passed(FinishStep.BYTES_SYNCED);
        try {
            return whole(acknowledge(upload, received, false));
        } finally {
            leases.release(id);
        }
    }

    /** The request has failed, and what came before that counts, if it is known to be right. */
    private void keepWhatCame(Writing writing, RuntimeException failed) {
        try {
            atDesk(writing.upload().id(), () -> {
                var id = writing.upload().id();
                if (pens.remove(id, writing.pen())) {
                    boolean tooMuch = failed instanceof ProblemException problem
                            && problem.key() == UploadProblem.UPLOAD_TOO_LONG;
                    long received =
                            tooMuch ? writing.pen().discard() : writing.pen().stop(false);
                    acknowledge(writing.upload(), received, true);
                }
                return null;
            });
        } catch (RuntimeException e) {
            log.warn(
                    "The next request finds out what is there of upload {}: {}",
                    writing.upload().id(),
                    e.getMessage());
            leases.release(writing.upload().id());
        }
    }

    // The end

    /** The upload, as a recording if all of it is there. */
    private Upload whole(Upload upload) throws IOException {
        if (upload.finished() != null || !upload.becomesRecording()) {
            return upload;
        }
        if (upload.kind() == Kind.FINAL && !Files.exists(spool.file(upload.recording()))) {
            join(upload);
        } else if (!upload.isWhole() && upload.kind() != Kind.FINAL) {
            return upload;
        }
        watcher.passed(FinishStep.ACKNOWLEDGED);
        var finished = finish(upload);
        if (upload.kind() == Kind.FINAL) {
            upload.parts().stream().distinct().forEach(this::discardPiece);
        }
        return finished;
    }

    private void join(Upload upload) throws IOException {
        for (UUID piece : upload.parts()) {
            var found = uploads.find(piece).orElseThrow(() -> new ProblemException(UploadProblem.UPLOAD_NOT_FOUND));
            if (parts.size(piece) != found.received()) {
                throw new ProblemException(UploadProblem.UPLOAD_NOT_HERE);
            }
        }
        spool.requireSpaceFor(Objects.requireNonNull(upload.length()));
        hashes.forget(upload.id());
        parts.join(upload.id(), upload.parts());
    }

    private Upload finish(Upload upload) throws IOException {
        long length = Objects.requireNonNull(upload.length());
        var spooled = spool.file(upload.recording());
        var file = Files.exists(spooled) ? spooled : parts.file(upload.id());
        var sha256 = Sha256.from(hashes.take(upload.id(), file, length).digest());
        if (file != spooled) {
            parts.rename(upload);
            watcher.passed(FinishStep.RENAMED);
        }
        parts.syncDirectories();
        watcher.passed(FinishStep.DIRECTORIES_SYNCED);
        var metadata = UploadMetadata.parse(upload.metadata());
        var received = ingest.received(upload.recording(), metadata.fileName(), length, sha256);
        ingest.settle(received, metadata.told(), upload.owner(), accepted -> {
            uploads.finish(upload.id(), new Finished(accepted.recording(), sha256), clock.instant());
            watcher.passed(FinishStep.ADDED);
        });
        watcher.passed(FinishStep.COMMITTED);
        return uploads.find(upload.id()).orElseThrow();
    }

    private void discardPiece(UUID piece) {
        try {
            uploads.find(piece).ifPresent(this::discard);
        } catch (RuntimeException e) {
            log.warn("The piece {} stays until it expires: {}", piece, e.getMessage());
        }
    }

    @Override
    public boolean claims(RecordingId recording) {
        return uploads.find(recording.value())
                .filter(upload -> upload.finished() == null)
                .isPresent();
    }

    /** Finishes what a crash left whole; does nothing if the bytes are not here. */
    void adopt(Upload upload) {
        try {
            state(upload.id(), upload.owner());
        } catch (ProblemException e) {
            log.warn("The upload {} waits: {}", upload.id(), e.getMessage());
        }
    }

    /** Whether this node has all bytes of it. */
    boolean hasAll(Upload upload) {
        return upload.finished() == null
                && upload.becomesRecording()
                && !upload.held()
                && onDisk(() -> wasRenamed(upload)
                        || upload.length() != null && parts.size(upload.id()) == upload.length()
                        || upload.kind() == Kind.FINAL
                                && parts.size(upload.parts().getFirst()) > 0);
    }

    // Taking away

    /** Ends it. A recording that it has become stays. */
    public void terminate(UUID id, @Nullable UserId sender) {
        discard(find(id, sender));
    }

    void discard(Upload known) {
        atDesk(known.id(), () -> {
            var upload = leases.take(known.id(), known.owner()).upload();
            try {
                var pen = pens.remove(upload.id());
                if (pen != null) {
                    pen.lift(new ProblemException(UploadProblem.UPLOAD_NOT_FOUND), -1);
                }
                uploads.delete(upload.id());
                if (upload.finished() == null) {
                    hashes.forget(upload.id());
                    parts.delete(upload.id());
                    Files.deleteIfExists(spool.file(upload.recording()));
                }
            } finally {
                leases.release(known.id());
            }
            return null;
        });
    }

    /** Files without a row, whatever they were. */
    void deleteFile(UUID upload) {
        onDisk(() -> {
            parts.delete(upload);
            return null;
        });
    }

    List<UUID> filesWrittenBefore(Instant instant) {
        return onDisk(() -> parts.writtenBefore(instant));
    }

    /** Their files are found to be nobody's by the next sweep. */
    @EventListener
    void on(PersonErased erased) {
        uploads.deleteOf(erased.person());
    }

    // Several nodes, and the end of this one

    @Scheduled(fixedDelayString = "PT1.5S")
    void keepLeases() {
        if (leases.isIdle()) {
            return;
        }
        long until = System.nanoTime() + Leases.validFor();
        Set<UUID> lost = leases.renew();
        pens.forEach((upload, pen) -> {
            if (!lost.contains(upload)) {
                pen.extend(until);
            }
        });
    }

    @Scheduled(fixedDelayString = "PT0.25S")
    void giveUpWhatOthersWant() {
        if (!leases.isIdle()) {
            uploads.wanted(leases.node())
                    .forEach(
                            upload -> Thread.ofVirtual().start(() -> putDown(upload, UploadProblem.UPLOAD_TAKEN_OVER)));
        }
    }

    /** Clients that try again find what they have sent; requests need not be waited for. */
    @EventListener
    void on(ContextClosedEvent closed) {
        closing = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            pens.keySet().forEach(upload -> threads.execute(() -> putDown(upload, UploadProblem.UPLOAD_INTERRUPTED)));
        }
    }

    private void putDown(UUID upload, UploadProblem why) {
        try {
            atDesk(upload, () -> {
                var pen = pens.get(upload);
                if (pen != null) {
                    takenAway(pen, uploads.find(upload).orElseThrow(), why);
                }
                leases.release(upload);
                return null;
            });
        } catch (RuntimeException e) {
            log.warn("The upload {} was not put down in order: {}", upload, e.getMessage());
        }
    }
}
