package org.lectorium.catalog;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong between people and the archive. */
public enum CatalogProblem implements ProblemKey {
    RECORDING_NOT_FOUND(ProblemScope.CALLER, 404),
    RENDITION_NOT_FOUND(ProblemScope.CALLER, 404),
    /** It may be watched, but not changed. */
    NOT_YOURS(ProblemScope.CALLER, 403),
    LAST_OWNER(ProblemScope.CALLER, 409),
    /** A link that is wrong, revoked, too old or used up: nobody is told which. */
    SHARE_CLOSED(ProblemScope.CALLER, 404),
    SHARE_PASSWORD_NEEDED(ProblemScope.CALLER, 403),
    SHARE_PASSWORD_WRONG(ProblemScope.CALLER, 403),
    SHARE_OF_PRIVATE(ProblemScope.CALLER, 409),
    TOO_MANY_SHARES(ProblemScope.CALLER, 409),
    /** Of one that is received: it never was, or the recording has come. */
    LIVE_FILE_NOT_FOUND(ProblemScope.CALLER, 404),
    NOT_WATCHABLE_YET(ProblemScope.CALLER, 409),
    /** The original is still on its way to the media store. */
    NOT_DOWNLOADABLE_YET(ProblemScope.ENVIRONMENT, 503),
    NOTHING_TO_RETRY(ProblemScope.CALLER, 409),
    /** It is expected, and there is nothing yet that could be changed. */
    NOT_ARRIVED_YET(ProblemScope.CALLER, 409),
    /** What is there is put in the trash, not dismissed. */
    NOTHING_TO_DISMISS(ProblemScope.CALLER, 409),
    /** A recorder was seen recording, and nothing of it has come. */
    RECORDING_MISSING(ProblemScope.ENVIRONMENT, 503),
    /** A recorder broke off; what it had may still come. */
    RECORDER_FAILED(ProblemScope.ENVIRONMENT, 503),
    /** A recorder was asked for and recorded nothing. */
    RECORDER_NOT_STARTED(ProblemScope.ENVIRONMENT, 503),
    PARAMETER_INVALID(ProblemScope.CALLER, 400),
    /** A link to media that was changed, is too old, or names nothing. */
    LINK_INVALID(ProblemScope.CALLER, 403),
    RANGE_NOT_SATISFIABLE(ProblemScope.CALLER, 416),
    SEARCH_UNAVAILABLE(ProblemScope.ENVIRONMENT, 503);

    private final ProblemScope scope;
    private final int status;

    CatalogProblem(ProblemScope scope, int status) {
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
