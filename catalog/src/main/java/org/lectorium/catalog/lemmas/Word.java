package org.lectorium.catalog.lemmas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import morfologik.stemming.Dictionary;
import morfologik.stemming.DictionaryLookup;

/**
 * A word of a text.
 *
 * @param start of it in the text
 * @param end behind it in the text
 * @param plain in small letters, with е for ё and without marks of stress
 * @param lemmas what the Russian dictionary lists it under, several for a form of several words; what it does not know
 *     is its own lemma
 */
public record Word(int start, int end, String plain, Set<String> lemmas) {

    private static final Pattern LETTERS_AND_DIGITS = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*");
    private static final Pattern RUSSIAN = Pattern.compile("[а-яё]+");
    private static final Pattern STRESS = Pattern.compile("[\\u0300\\u0301]");
    private static final Dictionary DICTIONARY = read("/org/languagetool/resource/ru/russian.dict");

    private static Dictionary read(String resource) {
        try {
            return Dictionary.read(Objects.requireNonNull(Dictionary.class.getResource(resource), resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a text, in order. */
    public static List<Word> of(String text) {
        // Cheap to make, and not to be shared by threads.
        var dictionary = new DictionaryLookup(DICTIONARY);
        return LETTERS_AND_DIGITS
                .matcher(text)
                .results()
                .map(match -> {
                    var word = small(match.group());
                    return new Word(match.start(), match.end(), withoutYo(word), lemmas(dictionary, word));
                })
                .toList();
    }

    /** Whether both are forms of one word. */
    public boolean isLike(Word other) {
        return lemmas.stream().anyMatch(other.lemmas::contains);
    }

    /** Whether it, or one of its lemmas, begins so. */
    public boolean begins(String beginning) {
        return plain.startsWith(beginning) || lemmas.stream().anyMatch(lemma -> lemma.startsWith(beginning));
    }

    private static String small(String word) {
        var composed = Normalizer.normalize(word, Form.NFC).toLowerCase(Locale.ROOT);
        return STRESS.matcher(composed).replaceAll("");
    }

    private static String withoutYo(String word) {
        return word.replace('ё', 'е');
    }

    private static Set<String> lemmas(DictionaryLookup dictionary, String word) {
        // The dictionary has both spellings of what is written with ё, but not of what is mistaken for it.
        return Stream.of(word, withoutYo(word))
                .map(spelling -> lookUp(dictionary, spelling))
                .filter(lemmas -> !lemmas.isEmpty())
                .findFirst()
                .orElse(Set.of(withoutYo(word)));
    }

    private static Set<String> lookUp(DictionaryLookup dictionary, String word) {
        if (!RUSSIAN.matcher(word).matches()) {
            return Set.of();
        }
        return dictionary.lookup(word).stream()
                .map(entry -> withoutYo(entry.getStem().toString()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
