package org.lectorium.conference.rooms;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong between people and rooms. */
public enum RoomProblem implements ProblemKey {
    /** A room that was never opened, or that the caller may not enter: nobody is told which. */
    ROOM_NOT_FOUND(ProblemScope.CALLER, 404),
    ROOM_NAME_INVALID(ProblemScope.CALLER, 400),
    ROOM_EXISTS(ProblemScope.CALLER, 409),
    ROOM_NOT_YOURS(ProblemScope.CALLER, 403),
    ROOM_MAY_NOT_OPEN(ProblemScope.CALLER, 403),
    /** Prosody asked whether a room may be opened for which nobody has a token. */
    ROOM_NOT_ADMITTED(ProblemScope.CALLER, 403),
    ROOM_FIELD_INVALID(ProblemScope.CALLER, 400),
    MEETING_NOT_FOUND(ProblemScope.CALLER, 404),
    CONSENT_REQUIRED(ProblemScope.CALLER, 409),
    JITSI_NOT_CONFIGURED(ProblemScope.ENVIRONMENT, 503),
    JITSI_UNREACHABLE(ProblemScope.ENVIRONMENT, 503);

    private final ProblemScope scope;
    private final int status;

    RoomProblem(ProblemScope scope, int status) {
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
