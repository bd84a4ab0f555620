package org.lectorium.catalog.elasticsearch;

/** How recordings are analysed and stored in Elasticsearch. */
final class RecordingIndex {

    /** Counts the changes of {@link #DEFINITION}: an index of another version is rebuilt. */
    static final int VERSION = 2;

    static final String ALIAS = "lectorium-recordings";
    static final String PATTERN = ALIAS + "-*";

    /**
     * One analyzer for both languages: the Russian stemmer leaves Latin letters alone and the English one Cyrillic. Only
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
                    "english_stems": {"type": "stemmer", "language": "english"}
                  },
                  "analyzer": {
                    "words": {
                      "type": "custom",
                      "char_filter": ["yo"],
                      "tokenizer": "standard",
                      "filter": ["lowercase", "russian_stems", "english_stems"]
                    }
                  }
                }
              },
              "mappings": {
                "dynamic": "strict",
                "properties": {
                  "findable": {"type": "boolean"},
                  "audience": {"type": "keyword"},
                  "room": {"type": "keyword"},
                  "startedAt": {"type": "date"},
                  "moments": {
                    "type": "nested",
                    "properties": {
                      "source": {"type": "keyword"},
                      "at": {"type": "double"},
                      "text": {"type": "text", "analyzer": "words", "index_options": "offsets"}
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
