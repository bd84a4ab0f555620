package org.lectorium.standalone.node.analysis;

import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractCharFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.tartarus.snowball.ext.RussianStemmer;

/**
 * What our index uses of the module {@code analysis-common}, which is in the official distribution but not published:
 * under the same names and on the same Lucene classes, so that one definition of the index serves both.
 */
public final class CommonAnalysis extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
                "mapping",
                AnalysisPlugin.requiresAnalysisSettings(
                        (index, environment, name, settings) -> new Mapping(name, settings)));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of("whitespace", (index, environment, name, settings) -> new Whitespace(name));
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
                "stemmer",
                AnalysisPlugin.requiresAnalysisSettings(
                        (index, environment, name, settings) -> new Stemmer(name, settings)),
                "pattern_capture",
                AnalysisPlugin.requiresAnalysisSettings(
                        (index, environment, name, settings) -> new PatternCapture(name, settings)));
    }

    /** Lines of the form {@code ё => е}. */
    private static final class Mapping extends AbstractCharFilterFactory {

        private final NormalizeCharMap map;

        Mapping(String name, Settings settings) {
            super(name);
            var builder = new NormalizeCharMap.Builder();
            for (String rule : settings.getAsList("mappings", List.of())) {
                var sides = rule.split("=>", -1);
                if (sides.length != 2) {
                    throw new IllegalArgumentException("not a mapping: " + rule);
                }
                builder.add(sides[0].strip(), sides[1].strip());
            }
            this.map = builder.build();
        }

        @Override
        public Reader create(Reader reader) {
            return new MappingCharFilter(map, reader);
        }
    }

    private static final class Whitespace extends AbstractTokenizerFactory {

        Whitespace(String name) {
            super(name);
        }

        @Override
        public Tokenizer create() {
            return new WhitespaceTokenizer();
        }
    }

    private static final class PatternCapture extends AbstractTokenFilterFactory {

        private final Pattern[] patterns;
        private final boolean preserveOriginal;

        PatternCapture(String name, Settings settings) {
            super(name);
            this.patterns = settings.getAsList("patterns", List.of()).stream()
                    .map(Pattern::compile)
                    .toArray(Pattern[]::new);
            this.preserveOriginal = settings.getAsBoolean("preserve_original", true);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new PatternCaptureGroupTokenFilter(tokens, preserveOriginal, patterns);
        }
    }

    private static final class Stemmer extends AbstractTokenFilterFactory {

        private final String language;

        Stemmer(String name, Settings settings) {
            super(name);
            this.language = settings.get("language", "english").toLowerCase(Locale.ROOT);
            create(new KeywordTokenizer());
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return switch (language) {
                case "english" -> new PorterStemFilter(tokens);
                case "russian" -> new SnowballFilter(tokens, new RussianStemmer());
                default -> throw new IllegalArgumentException("this node knows no stemmer for " + language);
            };
        }
    }
}
