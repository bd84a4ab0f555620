package org.lectorium.api.security;

import java.util.Locale;

/** What an account or a token may do. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Deliver recordings, and nothing else. */
    INGEST;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String authority() {
        return "ROLE_" + name();
    }
}
