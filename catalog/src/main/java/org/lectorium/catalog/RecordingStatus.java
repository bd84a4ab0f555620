package org.lectorium.catalog;

import java.util.Locale;

/** Where a recording is on its way. Stages before {@link #STORED} belong to uploads. */
public enum RecordingStatus {
    EXPECTED,
    RECEIVING,
    STORED,
    PROCESSING,
    WATCHABLE,
    PUBLISHED,
    FAILED,
    TRASHED;

    public boolean isWatchable() {
        return this == WATCHABLE || this == PUBLISHED;
    }

    /** As it is written in the API and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no status is called so */
    public static RecordingStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
