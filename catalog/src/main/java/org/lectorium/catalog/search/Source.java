package org.lectorium.catalog.search;

import java.util.Locale;

/** Where the words of a moment come from. */
public enum Source {
    TITLE,
    CHAT,
    SLIDE,
    CAPTION;

    /** As it is written in the API and in the index. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no source is called so */
    public static Source of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
