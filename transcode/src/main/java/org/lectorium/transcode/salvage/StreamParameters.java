package org.lectorium.transcode.salvage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Sha256;

/**
 * What the index of a recording says about its streams as such, and what is the same in every recording of that
 * recorder. With it, media without an index can be read.
 *
 * @param encoder settings of the encoder that the parameter sets depend on; empty for an encoder that tells none
 * @param sound null for a recorder without
 */
public record StreamParameters(
        String encoder, Picture picture, @Nullable Sound sound) {

    /**
     * @param entry the box {@code stsd}, in Base64
     * @param scale units of time in a second
     * @param step how many of them a picture is shown
     */
    public record Picture(String entry, int width, int height, int scale, int step) {}

    /**
     * @param entry the box {@code stsd}, in Base64
     * @param scale units of time in a second: samples
     * @param primed how many samples the decoder makes before there is sound
     */
    public record Sound(String entry, int scale, int primed) {}

    /** Those of a healthy file; empty if it says nothing that would help others. */
    public static Optional<StreamParameters> of(Path file) throws IOException {
        try (var bytes = MediaBytes.open(file)) {
            return Mp4Index.read(bytes);
        }
    }

    /** Equal parameters have equal names. */
    public String fingerprint() {
        return Sha256.of(toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    byte[] pictureEntry() {
        return Base64.getDecoder().decode(picture.entry);
    }

    byte[] soundEntry() {
        return sound == null ? new byte[0] : Base64.getDecoder().decode(sound.entry);
    }
}
