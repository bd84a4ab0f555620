package org.lectorium.transcode;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong while a recording is processed. */
public enum TranscodeProblem implements ProblemKey {
    /** Neither MP4 nor WebM nor Matroska by its first bytes. */
    NOT_A_RECORDING(ProblemScope.RECORDING),
    /** The index of an MP4 is written last; a recorder that was killed leaves none, and nothing known fits. */
    MP4_INDEX_MISSING(ProblemScope.RECORDING),
    /** The container says one thing and the bytes another. */
    UNREADABLE_MEDIA(ProblemScope.RECORDING),
    NOTHING_TO_PLAY(ProblemScope.RECORDING),
    PICTURE_TOO_LARGE(ProblemScope.RECORDING),
    /** Published as far as it goes, with this as a remark. */
    MEDIA_TRUNCATED(ProblemScope.RECORDING),
    /** Cut off inside a fragment; likewise published up to there. */
    MEDIA_CUT_OFF(ProblemScope.RECORDING),
    /** Had no index and got a new one; likewise published. */
    MEDIA_REBUILT(ProblemScope.RECORDING),
    /** It ran into the limits that keep a hostile file from taking the machine. */
    PROCESSING_TOO_COSTLY(ProblemScope.RECORDING),
    /** Nobody can play it before its index has come, which is written last. */
    LIVE_INDEX_MISSING(ProblemScope.RECORDING),
    /** It has to be encoded first, and so to be there first. */
    LIVE_CODEC_UNSUITABLE(ProblemScope.RECORDING),
    /** The first seconds are still to come. */
    LIVE_NOT_BEGUN(ProblemScope.ENVIRONMENT),
    TOO_MANY_LIVE(ProblemScope.ENVIRONMENT),
    WORKSPACE_UNWRITABLE(ProblemScope.ENVIRONMENT),
    WORKSPACE_FULL(ProblemScope.ENVIRONMENT),
    /** The database went away while a step ran. */
    STORAGE_AWAY(ProblemScope.ENVIRONMENT),
    FFMPEG_UNAVAILABLE(ProblemScope.ENVIRONMENT),
    /** Another node took over; this one steps back. */
    OVERTAKEN(ProblemScope.ENVIRONMENT),
    PROCESSING_INTERRUPTED(ProblemScope.ENVIRONMENT),
    PROCESSING_FAILED(ProblemScope.BUG);

    private final ProblemScope scope;

    TranscodeProblem(ProblemScope scope) {
        this.scope = scope;
    }

    @Override
    public ProblemScope scope() {
        return scope;
    }

    @Override
    public int status() {
        return switch (scope) {
            case CALLER -> 400;
            case RECORDING -> 422;
            case ENVIRONMENT -> 503;
            case BUG -> 500;
        };
    }
}
