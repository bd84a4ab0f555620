package org.lectorium.api.accounts;

import java.util.List;
import java.util.Locale;

/** What an account may do; each role may all that the ones after it may. */
public enum Role {
    /** Everything, also with recordings of others. */
    ADMIN,
    /** Bring recordings in, and decide about their own. */
    LECTURER,
    /** Watch what they may. */
    USER;

    static final String PREFIX = "ROLE_";

    /** What recorders have: deliver recordings, and nothing else. */
    public static final String INGEST_AUTHORITY = PREFIX + "INGEST";

    /** What conference servers have: tell and ask about conferences, and nothing else. */
    public static final String CALLBACK_AUTHORITY = PREFIX + "CALLBACK";

    /** As it is written in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no role is called so */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public String authority() {
        return PREFIX + name();
    }

    /** Its own authority and those of the roles that it contains. */
    public List<String> authorities() {
        return List.of(values()).subList(ordinal(), values().length).stream()
                .map(Role::authority)
                .toList();
    }
}
