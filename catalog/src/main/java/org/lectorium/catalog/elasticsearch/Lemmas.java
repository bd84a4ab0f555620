package org.lectorium.catalog.elasticsearch;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.List;
import java.util.stream.Collectors;
import org.lectorium.catalog.lemmas.Word;

/** How lemmas are told to Elasticsearch: those of one word as one token, which the index takes apart again. */
final class Lemmas {

    private static final int MAX_CHARACTERS = 4_000_000;

    /** A recording is written whole for each message of its chat, and this was nine tenths of that work. */
    private static final LoadingCache<String, String> OF_TEXTS = Caffeine.newBuilder()
            .maximumWeight(MAX_CHARACTERS)
            .weigher((String text, String lemmas) -> text.length() + lemmas.length())
            .build(text -> of(Word.of(text)));

    private Lemmas() {}

    static String of(List<Word> words) {
        return words.stream().map(word -> String.join("|", word.lemmas())).collect(Collectors.joining(" "));
    }

    /** Of all words of a text, remembered for a while. */
    static String ofText(String text) {
        return OF_TEXTS.get(text);
    }
}
