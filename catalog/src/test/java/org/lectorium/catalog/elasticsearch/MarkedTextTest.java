package org.lectorium.catalog.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedTextTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # text                , by stems                , typed     , shown
                    'Люди идут'           ,                         , человек   , <mark>Люди</mark> идут
                    'Люди идут'           , 'Люди [идут]'           , человек   , <mark>Люди</mark> <mark>идут</mark>
                    'Ряды'                , '[Ряды]'                , ряд       , <mark>Ряды</mark>
                    'домашку дома'        , '[домашку] дома'        , домашка   , <mark>домашку</mark> дома
                    '<b>"&''люди'         ,                         , люди      , &lt;b&gt;&quot;&amp;&#x27;<mark>люди</mark>
                    '<mark>люди'          ,                         , человек   , &lt;mark&gt;<mark>люди</mark>
                    'Запись [тут]'        ,                         , запись    , <mark>Запись</mark> [тут]
                    'нет ничего'          ,                         , люди      , нет ничего
                    'не-ряд'              , 'не-[ряд]'              , ряды      , не-<mark>ряд</mark>
                    """)
    void marks(String text, @Nullable String byStems, String typed, String shown) {
        assertThat(html(text, byStems, typed)).isEqualTo(shown);
    }

    @Test
    void isNotFooledByMarksThatStandInTheText() {
        var text = "люди \uE000здесь\uE001 <i>";

        assertThat(MarkedText.html(text, "\uE000люди\uE001 \uE000здесь\uE001 <i>", SearchedText.of("люди")))
                .isEqualTo("<mark>люди</mark> \uE000здесь\uE001 &lt;i&gt;");
    }

    @Test
    void showsThePartWithMostMarks() {
        var text = "люди ".repeat(1) + "слово ".repeat(60) + "много людей и один человек " + "слово ".repeat(60);

        var shown = html(text, null, "люди");

        assertThat(shown)
                .startsWith("…слово ")
                .contains("много <mark>людей</mark> и один <mark>человек</mark> слово")
                .endsWith("слово…");
        assertThat(shown.replaceAll("</?mark>", "")).hasSizeLessThanOrEqualTo(162);
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(html("\uD83D\uDE00".repeat(200), null, "люди"))
                .isEqualTo("\uD83D\uDE00".repeat(80) + "…")
                .doesNotContain("?");
        assertThat(html("ы" + "\uD83D\uDE00".repeat(200), null, "люди")).endsWith("\uD83D\uDE00…");
    }

    private static String html(String text, @Nullable String byStems, String typed) {
        return MarkedText.html(
                text,
                byStems == null ? null : byStems.replace('[', MarkedText.BEGIN).replace(']', MarkedText.END),
                SearchedText.of(typed));
    }
}
