package org.lectorium.catalog.elasticsearch;

import java.util.List;
import java.util.stream.Collectors;
import org.lectorium.catalog.lemmas.Word;

/** How lemmas are told to Elasticsearch: those of one word as one token, which the index takes apart again. */
final class Lemmas {

    private Lemmas() {}

    static String of(List<Word> words) {
        return words.stream().map(word -> String.join("|", word.lemmas())).collect(Collectors.joining(" "));
    }
}
