package org.lectorium.ingest.tus;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong with an upload. */
public enum UploadProblem implements ProblemKey {
    TUS_VERSION_UNSUPPORTED(ProblemScope.CALLER, 412),
    UPLOAD_HEADER_INVALID(ProblemScope.CALLER, 400),
    UPLOAD_METADATA_INVALID(ProblemScope.CALLER, 400),
    UPLOAD_TYPE_WRONG(ProblemScope.CALLER, 415),
    /** Also for those of others. */
    UPLOAD_NOT_FOUND(ProblemScope.CALLER, 404),
    UPLOAD_EXPIRED(ProblemScope.CALLER, 410),
    UPLOAD_OFFSET_WRONG(ProblemScope.CALLER, 409),
    UPLOAD_LENGTH_CHANGED(ProblemScope.CALLER, 409),
    /** The request has more bytes than the upload has room for. */
    UPLOAD_TOO_LONG(ProblemScope.CALLER, 413),
    UPLOAD_TOO_LARGE(ProblemScope.CALLER, 413),
    UPLOAD_QUOTA_EXCEEDED(ProblemScope.CALLER, 413),
    TOO_MANY_UPLOADS(ProblemScope.CALLER, 429),
    /** Its sender began anew while this request was running. */
    UPLOAD_TAKEN_OVER(ProblemScope.CALLER, 423),
    /** Another node is writing it. */
    UPLOAD_LOCKED(ProblemScope.CALLER, 423),
    UPLOAD_IS_FINAL(ProblemScope.CALLER, 403),
    UPLOAD_PART_UNFINISHED(ProblemScope.CALLER, 409),
    CHECKSUM_ALGORITHM_UNKNOWN(ProblemScope.CALLER, 400),
    /** The status is tus's own. */
    CHECKSUM_MISMATCH(ProblemScope.CALLER, 460),
    /** Acknowledged bytes are on a disk that this node does not see. */
    UPLOAD_NOT_HERE(ProblemScope.ENVIRONMENT, 503),
    UPLOAD_INTERRUPTED(ProblemScope.ENVIRONMENT, 503);

    private final ProblemScope scope;
    private final int status;

    UploadProblem(ProblemScope scope, int status) {
        this.scope = scope;
        this.status = status;
    }

    @Override
    public ProblemScope scope() {
        return scope;
    }

    @Override
    public int status() {
        return status;
    }
}
