package org.lectorium.catalog.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchedTextTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    # typed                  , its parts: quoted stand together, a star is behind what may be unfinished
                    ряды фурье               , ряды|фурье*
                    "ряды фурье"             , "ряды фурье"
                    "ряды фурье" лекц        , "ряды фурье"|лекц*
                    лекция "ряды фурье"      , лекция|"ряды фурье"
                    лекция "ряды             , лекция|ряды*
                    тест - дело              , тест|дело*
                    тест -                   , тест*
                    —                        , —*
                    ""                       , ""
                    """)
    void isTakenApart(String typed, String parts) {
        assertThat(SearchedText.of(typed).parts().stream()
                        .map(part ->
                                (part.phrase() ? "\"" + part.text() + "\"" : part.text()) + (part.open() ? "*" : ""))
                        .collect(Collectors.joining("|")))
                .isEqualTo(parts);
    }
}
