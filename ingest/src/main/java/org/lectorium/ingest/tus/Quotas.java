package org.lectorium.ingest.tus;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.OwnedMedia;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;
import org.springframework.stereotype.Component;

/** What may come in. Recorders are bound by the size of a file alone: what they do not get rid of is lost. */
@Component
public class Quotas {

    private final UploadsTable uploads;
    private final OwnedMedia media;
    private final UploadSettings settings;

    Quotas(UploadsTable uploads, OwnedMedia media, UploadSettings settings) {
        this.uploads = uploads;
        this.media = media;
        this.settings = settings;
    }

    /** @param quotaBytes null if there is none */
    public record Allowance(long maxFileBytes, @Nullable Long quotaBytes, long usedBytes, int maxUnfinished) {}

    public Allowance of(@Nullable UserId person) {
        return new Allowance(
                settings.maxFileBytes(),
                person == null ? null : settings.quotaBytes(),
                person == null ? 0 : used(person, uploads.begun(person)),
                settings.maxUnfinished());
    }

    private long used(UserId person, UploadsTable.Begun begun) {
        return media.bytesOwnedBy(person) + begun.bytes();
    }

    /** @param length null if the sender does not know */
    void requireRoomForNew(@Nullable UserId person, @Nullable Long length) {
        requireFits(length == null ? 0 : length);
        if (person == null) {
            return;
        }
        var begun = uploads.begun(person);
        if (begun.uploads() >= settings.maxUnfinished()) {
            throw new ProblemException(
                    UploadProblem.TOO_MANY_UPLOADS, Map.of("max", Integer.toString(settings.maxUnfinished())));
        }
        requireQuota(person, begun, length == null ? 0 : length);
    }

    /** @param more beyond what was counted for it before */
    void requireRoomFor(@Nullable UserId person, long length, long more) {
        requireFits(length);
        if (person != null) {
            requireQuota(person, uploads.begun(person), more);
        }
    }

    void requireFits(long length) {
        if (length > settings.maxFileBytes()) {
            throw new ProblemException(
                    UploadProblem.UPLOAD_TOO_LARGE, Map.of("maxBytes", Long.toString(settings.maxFileBytes())));
        }
    }

    private void requireQuota(UserId person, UploadsTable.Begun begun, long more) {
        var quota = settings.quotaBytes();
        if (quota == null) {
            return;
        }
        long used = used(person, begun);
        if (used + more > quota) {
            throw new ProblemException(
                    UploadProblem.UPLOAD_QUOTA_EXCEEDED,
                    Map.of("quotaBytes", Long.toString(quota), "usedBytes", Long.toString(used)));
        }
    }

    /** How long an upload of unknown length may become. */
    long mostBytes(@Nullable UserId person, long received) {
        var quota = settings.quotaBytes();
        if (person == null || quota == null) {
            return settings.maxFileBytes();
        }
        long left = Math.max(0, quota - used(person, uploads.begun(person)));
        return Math.min(settings.maxFileBytes(), received + left);
    }
}
