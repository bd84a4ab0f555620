package org.lectorium.ingest.tus;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Archive;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;
import org.lectorium.ingest.IngestProblem;
import org.lectorium.ingest.IngestRecording;
import org.lectorium.ingest.tus.Headers.Creation;
import org.lectorium.ingest.tus.Upload.Kind;
import org.springframework.stereotype.Component;

/** Begins uploads, whose bytes {@link ReceiveUploads} takes. Nothing is begun that could not end well as far as is known. */
@Component
public class CreateUploads {

    private final UploadsTable uploads;
    private final ReceiveUploads receive;
    private final Quotas quotas;
    private final IngestRecording ingest;
    private final Archive archive;
    private final UploadSettings settings;
    private final Clock clock;

    CreateUploads(
            UploadsTable uploads,
            ReceiveUploads receive,
            Quotas quotas,
            IngestRecording ingest,
            Archive archive,
            UploadSettings settings,
            Clock clock) {
        this.uploads = uploads;
        this.receive = receive;
        this.quotas = quotas;
        this.ingest = ingest;
        this.archive = archive;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes an upload, or finds the one that the same sender made with the same key.
     *
     * @param concat the header as it came
     * @param metadata the header as it came
     */
    public Upload create(
            Creation creation, @Nullable String concat, @Nullable String metadata, @Nullable UserId sender) {
        return switch (creation) {
            case Creation.Single single -> createSingle(single, concat, metadata, sender);
            case Creation.OfParts of -> createFinal(of, concat, metadata, sender);
        };
    }

    private Upload createSingle(
            Creation.Single single, @Nullable String concat, @Nullable String metadata, @Nullable UserId sender) {
        var known = earlier(single.metadata(), single.length(), sender);
        if (known.isPresent()) {
            return known.get();
        }
        if (!single.partial()) {
            ReceiveUploads.requireNotEmpty(single.length());
            ingest.requireReadable(single.metadata().told());
        }
        quotas.requireRoomForNew(sender, single.length());
        receive.requireSpaceFor(single.length() == null ? 0 : single.length());
        var kind = single.partial() ? Kind.PARTIAL : Kind.WHOLE;
        return add(
                describe(kind, single.metadata(), concat, metadata, List.of(), single.length(), sender),
                single.metadata());
    }

    private Upload createFinal(
            Creation.OfParts of, @Nullable String concat, @Nullable String metadata, @Nullable UserId sender) {
        // Before the pieces: they may be gone if it was made before.
        var known = earlier(of.metadata(), null, sender);
        if (known.isPresent()) {
            return joined(known.get());
        }
        long length = 0;
        for (UUID part : of.parts()) {
            length += requirePiece(part, sender);
        }
        ReceiveUploads.requireNotEmpty(length);
        quotas.requireFits(length);
        ingest.requireReadable(of.metadata().told());
        receive.requireSpaceFor(length);
        return joined(
                add(describe(Kind.FINAL, of.metadata(), concat, metadata, of.parts(), length, sender), of.metadata()));
    }

    private long requirePiece(UUID id, @Nullable UserId sender) {
        var piece = receive.find(id, sender);
        if (piece.kind() != Kind.PARTIAL) {
            throw Headers.invalid("Upload-Concat");
        }
        if (!piece.isWhole()) {
            throw new ProblemException(UploadProblem.UPLOAD_PART_UNFINISHED);
        }
        return piece.received();
    }

    private Upload describe(
            Kind kind,
            UploadMetadata said,
            @Nullable String concat,
            @Nullable String metadata,
            List<UUID> pieces,
            @Nullable Long length,
            @Nullable UserId sender) {
        var now = clock.instant();
        return new Upload(
                UUID.randomUUID(),
                sender,
                said.deliveryKey(),
                kind,
                concat,
                metadata,
                pieces,
                length,
                0,
                false,
                false,
                now,
                now.plus(settings.expiry()),
                null);
    }

    private Upload add(Upload upload, UploadMetadata said) {
        return uploads.add(upload)
                ? upload
                : earlier(said, upload.length(), upload.owner()).orElseThrow();
    }

    private Optional<Upload> earlier(UploadMetadata said, @Nullable Long length, @Nullable UserId sender) {
        var key = said.deliveryKey();
        if (key == null) {
            return Optional.empty();
        }
        var known = uploads.findByKey(sender, key);
        if (known.isPresent() && known.get().isExpired(clock.instant())) {
            receive.discard(known.get());
            return Optional.empty();
        }
        known.ifPresent(upload -> requireSameLength(upload, length));
        // Before what it has become is told, and its sender deletes their copy.
        var finished = known.map(Upload::finished);
        if (finished.isPresent() && !archive.takeBack(finished.get().recording())) {
            receive.discard(known.orElseThrow());
            return Optional.empty();
        }
        return known;
    }

    private static void requireSameLength(Upload upload, @Nullable Long length) {
        if (upload.length() != null && length != null && !upload.length().equals(length)) {
            throw new ProblemException(
                    IngestProblem.IDEMPOTENCY_KEY_REUSED,
                    Map.of("recording", upload.recording().toString()));
        }
    }

    private Upload joined(Upload made) {
        return made.kind() == Kind.FINAL ? receive.state(made.id(), made.owner()) : made;
    }
}
