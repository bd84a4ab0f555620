package org.lectorium.catalog.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;

/**
 * @param hits one page, best first
 * @param rooms how many of all hits lie in which room, most first; likewise the sources
 */
public record SearchResult(List<Hit> hits, long total, List<Facet> rooms, List<Facet> sources) {

    public record Hit(RecordingId recording, double score, List<HitMoment> moments) {}

    /** @param highlight the words around the match as HTML-escaped text; {@code <mark>} is its only tag */
    public record HitMoment(
            Source source, double at, @Nullable String author, String highlight) {}

    public record Facet(String value, long count) {}
}
