package org.lectorium.ingest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sender tells about a recording.
 *
 * @param metadata Jibri's {@code metadata.json}; null if there was none
 * @param fields what is said beside it, by the names that a delivery's metadata has
 */
public record Told(byte @Nullable [] metadata, Map<String, String> fields) {

    public Told {
        fields = Map.copyOf(fields);
    }
}
