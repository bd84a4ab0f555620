package org.lectorium.catalog.lemmas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # word        , lemmas
                    записью       , запись
                    люди          , человек
                    шла           , идти
                    дней          , день
                    РЕБЁНОК       , ребенок
                    ребенка       , ребенок
                    стали         , сталь стать
                    Москве        , москва
                    за\u0301писи  , запись
                    музеи\u0306   , музей
                    ёщё           , еще
                    домашку       , домашку
                    Kubernetes    , kubernetes
                    漢字           , 漢字
                    2ё            , 2е
                    """)
    void knowsItsLemmas(String word, String lemmas) {
        assertThat(Word.of(word))
                .singleElement()
                .satisfies(only -> assertThat(only.lemmas()).containsExactlyInAnyOrder(lemmas.split(" ")));
    }

    @Test
    void standsWhereItStands() {
        var text = "«Ряды — это не-ряд!» (2-й)";

        assertThat(Word.of(text))
                .extracting(word -> text.substring(word.start(), word.end()))
                .isEqualTo(List.of("Ряды", "это", "не", "ряд", "2", "й"));
    }

    @Test
    void hasAPlainForm() {
        assertThat(Word.of("ЁЛКА")).extracting(Word::plain).containsExactly("елка");
    }

    @Test
    void isLikeItsOtherForms() {
        assertThat(word("людей").isLike(word("человеком"))).isTrue();
        assertThat(word("людей").isLike(word("лодки"))).isFalse();
    }

    private static Word word(String text) {
        return Word.of(text).getFirst();
    }
}
