package org.lectorium.core;

import java.util.UUID;

/** Names a recording for good, from its first byte to after its deletion. Random, so it cannot be guessed. */
public record RecordingId(UUID value) {

    public static RecordingId random() {
        return new RecordingId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if the text is not a UUID */
    public static RecordingId of(String text) {
        return new RecordingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
