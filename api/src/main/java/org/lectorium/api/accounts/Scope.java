package org.lectorium.api.accounts;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What part of what an account may do is open to a call. */
public enum Scope {
    /** Look. */
    READ,
    /** Change recordings. */
    WRITE,
    /** Bring recordings in. */
    UPLOAD,
    /** What administrators may, if the account is one. */
    ADMIN,
    /** The account itself: password, sessions, tokens. Never given to an API token. */
    ACCOUNT;

    /** Of somebody who has signed in. */
    static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

    /** As it is written in the API. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no API token can have it */
    static Scope ofToken(String word) {
        var scope = valueOf(word.toUpperCase(Locale.ROOT));
        if (scope == ACCOUNT) {
            throw new IllegalArgumentException(word);
        }
        return scope;
    }

    public String authority() {
        return "SCOPE_" + name();
    }
}
