package org.lectorium.catalog.elasticsearch;

/** How recordings are analysed and stored in Elasticsearch. */
final class RecordingIndex {

    /** Counts the changes of {@link #DEFINITION}: an index of another version is rebuilt. */
    static final int VERSION = 4;

    static final String ALIAS = "lectorium-recordings";
    static final String PATTERN = ALIAS + "-*";

    /**
     * Stems for both languages: the Russian stemmer leaves Latin letters alone and the English one Cyrillic. Beside them
     * what {@link Lemmas} says, all lemmas of a word in the place of the word; it is only searched, so it is not kept. Only
     * what the official image and the embedded node both have.
     */
    static final String DEFINITION = """
            {
              "settings": {
                "number_of_shards": 1,
                "auto_expand_replicas": "0-1",
                "refresh_interval": "500ms",
                "analysis": {
                  "char_filter": {
                    "yo": {"type": "mapping", "mappings": ["ё => е", "Ё => Е"]}
                  },
                  "filter": {
                    "russian_stems": {"type": "stemmer", "language": "russian"},
                    "english_stems": {"type": "stemmer", "language": "english"},
                    "each_lemma": {"type": "pattern_capture", "preserve_original": false, "patterns": ["([^|]+)"]}
                  },
                  "analyzer": {
                    "words": {
                      "type": "custom",
                      "char_filter": ["yo"],
                      "tokenizer": "standard",
                      "filter": ["lowercase", "russian_stems", "english_stems"]
                    },
                    "lemmas": {"type": "custom", "tokenizer": "whitespace", "filter": ["each_lemma"]}
                  }
                }
              },
              "mappings": {
                "dynamic": "strict",
                "_source": {"excludes": ["moments.lemmas"]},
                "properties": {
                  "recording": {"type": "keyword"},
                  "page": {"type": "integer"},
                  "findable": {"type": "boolean"},
                  "audience": {"type": "keyword"},
                  "room": {"type": "keyword"},
                  "startedAt": {"type": "date"},
                  "moments": {
                    "type": "nested",
                    "properties": {
                      "source": {"type": "keyword"},
                      "at": {"type": "double"},
                      "author": {"type": "keyword", "index": false, "doc_values": false},
                      "text": {"type": "text", "analyzer": "words", "index_options": "offsets"},
                      "lemmas": {"type": "text", "analyzer": "lemmas"}
                    }
                  }
                }
              }
            }
            """;

    private RecordingIndex() {}

    static String newName() {
        return ALIAS + "-" + VERSION + "-" + System.currentTimeMillis();
    }

    static boolean isCurrent(String name) {
        return name.startsWith(ALIAS + "-" + VERSION + "-");
    }
}
