package org.lectorium.core;

import java.util.Map;

/** What was done, kept for those who have to answer for it. */
public interface AuditTrail {

    /**
     * Notes that whoever is calling did something, in the running transaction if there is one.
     *
     * @param subject the id of what it was done to; empty if there is none
     * @param facts for people to read; names and words, nothing secret
     */
    void note(Deed deed, String subject, Map<String, String> facts);

    /** Kinds of deeds. The names are stored and shown by the interface: they stay. */
    enum Deed {
        SIGNED_IN,
        SIGN_IN_FAILED,
        SIGNED_OUT,
        SESSION_ENDED,
        PASSWORD_SET,
        RESET_ASKED,
        USER_INVITED,
        ROLE_CHANGED,
        USER_BLOCKED,
        USER_UNBLOCKED,
        USER_ERASED,
        DATA_EXPORTED,
        TOKEN_MADE,
        TOKEN_REVOKED,
        RECORDING_RENAMED,
        RECORDING_TRASHED,
        RECORDING_RESTORED,
        RECORDING_RETRIED,
        RECORDING_DISMISSED,
        RECORDING_DOWNLOADED,
        ACCESS_CHANGED,
        DEFAULT_ACCESS_CHANGED,
        SHARE_MADE,
        SHARE_REVOKED,
        SHARE_OPENED,
        SHARE_REFUSED,
        CONFERENCE_MAILED,
        ROOM_OPENED,
        ROOM_CHANGED,
        ROOM_DELETED,
        PASS_MADE,
        PASS_CHANGED,
        PASS_RENEWED,
        PASS_REVOKED,
        PASS_SENT,
        PASS_USED,
        APPEARANCE_CHANGED,
        APPEARANCE_DELETED
    }
}
