package org.lectorium.ingest.tus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.ingest.Told;

/** What {@code Upload-Metadata} says: pairs of a key and a Base64 value, separated by commas. */
public record UploadMetadata(Map<String, byte[]> values) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]+");
    private static final Pattern DELIVERY_KEY = Pattern.compile("[\\x20-\\x7e]{1,200}");

    /** By the names that a delivery's metadata has as well. */
    private static final List<String> FIELDS = List.of("title", "room", "startedAt", "meetingId", "sessionId");

    public UploadMetadata {
        values = Map.copyOf(values);
    }

    /** @throws ProblemException if it has another form, a key twice, or a name that is no text */
    public static UploadMetadata parse(@Nullable String header) {
        var values = new LinkedHashMap<String, byte[]>();
        if (header != null) {
            for (String pair : header.split(",", -1)) {
                var parts = pair.strip().split(" ", -1);
                // The decoder would do without the padding.
                if (parts.length > 2
                        || parts.length == 2 && parts[1].length() % 4 != 0
                        || !KEY.matcher(parts[0]).matches()
                        || values.put(parts[0], decode(parts)) != null) {
                    throw new ProblemException(UploadProblem.UPLOAD_METADATA_INVALID);
                }
            }
        }
        var metadata = new UploadMetadata(values);
        var key = metadata.deliveryKey();
        if (key != null && !DELIVERY_KEY.matcher(key).matches()) {
            throw new ProblemException(UploadProblem.UPLOAD_METADATA_INVALID);
        }
        // Nobody asks for it before the last byte, and then a refusal would come too late.
        metadata.fileName();
        return metadata;
    }

    private static byte[] decode(String[] parts) {
        try {
            return parts.length == 1 ? new byte[0] : Base64.getDecoder().decode(parts[1]);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(UploadProblem.UPLOAD_METADATA_INVALID, e);
        }
    }

    public @Nullable String fileName() {
        var name = text("filename");
        // As Uppy calls it.
        return name != null ? name : text("name");
    }

    @Nullable
    String deliveryKey() {
        return text("deliveryKey");
    }

    /** What it says of the recording. */
    Told told() {
        var fields = new HashMap<String, String>();
        for (String field : FIELDS) {
            var value = text(field);
            if (value != null) {
                fields.put(field, value);
            }
        }
        return new Told(values.get("metadata"), fields);
    }

    private @Nullable String text(String key) {
        var value = values.get(key);
        if (value == null || value.length == 0) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(UploadProblem.UPLOAD_METADATA_INVALID, e);
        }
    }
}
