package org.lectorium.ingest;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong while a recording comes in. */
public enum IngestProblem implements ProblemKey {
    NOT_MULTIPART(ProblemScope.CALLER, 415),
    FILE_MISSING(ProblemScope.CALLER, 400),
    EMPTY_FILE(ProblemScope.CALLER, 422),
    METADATA_NOT_JSON(ProblemScope.CALLER, 400),
    METADATA_TOO_LARGE(ProblemScope.CALLER, 413),
    METADATA_FIELD_INVALID(ProblemScope.CALLER, 400),
    /** The body ended before the end that it had announced. */
    UPLOAD_INCOMPLETE(ProblemScope.CALLER, 400),
    /** A key names one delivery; these are other bytes than the first time. */
    IDEMPOTENCY_KEY_REUSED(ProblemScope.CALLER, 409),
    IDEMPOTENCY_KEY_INVALID(ProblemScope.CALLER, 400),
    INSUFFICIENT_STORAGE(ProblemScope.ENVIRONMENT, 507),
    SPOOL_UNWRITABLE(ProblemScope.ENVIRONMENT, 503),
    /** Another node received it and has not yet passed it to the media store. */
    ORIGINAL_NOT_HERE_YET(ProblemScope.ENVIRONMENT, 503),
    /** The store gave other bytes than it was given. */
    ORIGINAL_CORRUPTED(ProblemScope.ENVIRONMENT, 503);

    private final ProblemScope scope;
    private final int status;

    IngestProblem(ProblemScope scope, int status) {
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
