package org.lectorium.ingest.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Page;
import org.lectorium.core.PlainText;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.lectorium.ingest.tus.Quotas;
import org.lectorium.ingest.tus.Upload;
import org.lectorium.ingest.tus.UploadMetadata;
import org.lectorium.ingest.tus.UploadProblem;
import org.lectorium.ingest.tus.UploadsTable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a sender may ask about its uploads, beside tus. */
@RestController
@RequestMapping(TusController.PATH)
@Tag(name = "uploads", description = "Resumable uploads; the bytes travel by tus 1.0.0 at this same address.")
class UploadsController {

    private static final int MAX_FILE_NAME = 200;
    private static final int MAX_SIZE = 100;

    private final UploadsTable uploads;
    private final Quotas quotas;

    UploadsController(UploadsTable uploads, Quotas quotas) {
        this.uploads = uploads;
        this.quotas = quotas;
    }

    /**
     * @param url where it goes on
     * @param sizeBytes null while the sender has not said
     */
    @Schema(name = "Upload")
    record UploadJson(
            UUID id,
            String url,
            String fileName,
            @Nullable Long sizeBytes,
            long receivedBytes,
            Instant createdAt,
            Instant expiresAt) {

        static UploadJson of(Upload upload) {
            var said = UploadMetadata.parse(upload.metadata()).fileName();
            var name = said == null ? null : PlainText.of(said, MAX_FILE_NAME);
            return new UploadJson(
                    upload.id(),
                    TusController.PATH + "/" + upload.id(),
                    name == null ? "recording" : name,
                    upload.length(),
                    upload.received(),
                    upload.createdAt(),
                    upload.expiresAt());
        }
    }

    /**
     * @param quotaBytes what the recordings of a person may take, with all their renditions; null for any
     * @param usedBytes what they take, with what is promised to unfinished uploads
     * @param maxUnfinished uploads that a person may have begun
     */
    @Schema(name = "UploadLimits")
    record UploadLimits(long maxFileBytes, @Nullable Long quotaBytes, long usedBytes, int maxUnfinished) {}

    @GetMapping
    @Operation(summary = "My unfinished uploads, newest first")
    Page<UploadJson> listUploads(
            @Nullable Person sender,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        require("page", page >= 0 && (page + 1L) * size <= Integer.MAX_VALUE);
        require("size", size >= 1 && size <= MAX_SIZE);
        var found = uploads.unfinished(id(sender), page, size);
        return new Page<>(
                found.items().stream().map(UploadJson::of).toList(), found.page(), found.size(), found.total());
    }

    @GetMapping("/limits")
    @Operation(summary = "How much may come in")
    UploadLimits uploadLimits(@Nullable Person sender) {
        var allowed = quotas.of(id(sender));
        return new UploadLimits(
                allowed.maxFileBytes(), allowed.quotaBytes(), allowed.usedBytes(), allowed.maxUnfinished());
    }

    private static void require(String parameter, boolean valid) {
        if (!valid) {
            throw new ProblemException(UploadProblem.UPLOAD_HEADER_INVALID, Map.of("header", parameter));
        }
    }

    private static @Nullable UserId id(@Nullable Person sender) {
        return sender == null ? null : sender.id();
    }
}
