package org.lectorium.catalog.search;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Viewer;

/**
 * @param viewer who asks: nothing else than what they may watch is found, counted or marked
 * @param text words that must all be there, in any inflection; the last may be unfinished; quoted ones stand together
 * @param from the earliest start, included
 * @param to the latest start, excluded
 * @param sources empty for all
 */
public record SearchQuery(
        Viewer viewer,
        String text,
        @Nullable String room,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<Source> sources,
        int page,
        int size) {}
