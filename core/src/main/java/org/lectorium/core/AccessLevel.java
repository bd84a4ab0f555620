package org.lectorium.core;

import java.util.Locale;

/** Who may watch a recording besides its owners and the administrators. */
public enum AccessLevel {
    /** Nobody; share links are closed as well. */
    PRIVATE,
    /** Who attended the conference. */
    PARTICIPANTS,
    /** The members of some groups of the directory. */
    GROUP,
    /** Everybody who can sign in. */
    ORGANISATION,
    /** Nobody but those who have a share link. */
    LINK;

    /** As it is written in the API and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no level is called so */
    public static AccessLevel of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
