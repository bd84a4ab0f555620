package org.lectorium.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Kinds of images that are taken, known by their first bytes and never by what the sender says. */
public enum ImageType {
    PNG("image/png"),
    JPEG("image/jpeg"),
    WEBP("image/webp");

    /** With which an image is answered whose address is another for another image, and which Jitsi's page may show. */
    public static final Map<String, String> HEADERS = Map.of(
            "Cache-Control",
            "public, immutable, max-age=31536000",
            ContentPolicy.HEADER,
            ContentPolicy.STRANGERS_BYTES,
            "Cross-Origin-Resource-Policy",
            "cross-origin",
            "Access-Control-Allow-Origin",
            "*");

    private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG_MAGIC = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private final String contentType;

    ImageType(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** @throws ProblemException if there are more */
    public static byte[] read(InputStream in, int maxBytes) throws IOException {
        var bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new ProblemException(ImageProblem.IMAGE_TOO_LARGE, Map.of("maxBytes", Integer.toString(maxBytes)));
        }
        return bytes;
    }

    /** @throws ProblemException if they are none of the kinds that are taken */
    public static ImageType taken(byte[] bytes) {
        return of(bytes).orElseThrow(() -> new ProblemException(ImageProblem.IMAGE_NOT_TAKEN));
    }

    public static Optional<ImageType> of(byte[] bytes) {
        if (startsWith(bytes, PNG_MAGIC)) {
            return Optional.of(PNG);
        }
        if (startsWith(bytes, JPEG_MAGIC)) {
            return Optional.of(JPEG);
        }
        return bytes.length >= 12
                        && text(bytes, 0).equals("RIFF")
                        && text(bytes, 8).equals("WEBP")
                ? Optional.of(WEBP)
                : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length > magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, 4, StandardCharsets.US_ASCII);
    }
}
