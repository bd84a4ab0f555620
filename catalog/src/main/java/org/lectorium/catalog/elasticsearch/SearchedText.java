package org.lectorium.catalog.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lectorium.catalog.lemmas.Word;

/** What somebody typed: parts that must all be found. */
record SearchedText(List<Part> parts) {

    private static final Pattern QUOTED_OR_NOT = Pattern.compile("\"([^\"]*)\"|([^\"]+|\")");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /**
     * @param phrase whether its words stand together
     * @param open whether its last word may be unfinished
     */
    record Part(String text, boolean phrase, boolean open, List<Word> words) {

        Part(String text, boolean phrase, boolean open) {
            this(text, phrase, open, Word.of(text));
        }

        Part asLast() {
            return new Part(text, phrase, !phrase, words);
        }
    }

    static SearchedText of(String typed) {
        var all = QUOTED_OR_NOT
                .matcher(typed)
                .results()
                .flatMap(match -> match.group(1) != null
                        ? Stream.of(new Part(match.group(1), true, false))
                        : SPACE.splitAsStream(match.group(2)).map(chunk -> new Part(chunk, false, false)))
                .filter(part -> !part.text().isBlank())
                .toList();
        var worded = all.stream().filter(part -> !part.words().isEmpty()).toList();
        // A dash among words asks for nothing; alone it asks for itself.
        var parts = new ArrayList<>(worded.isEmpty() ? all : worded);
        parts.addLast(
                parts.isEmpty()
                        ? new Part(typed, false, false)
                        : parts.removeLast().asLast());
        return new SearchedText(List.copyOf(parts));
    }
}
