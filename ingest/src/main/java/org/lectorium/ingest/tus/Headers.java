package org.lectorium.ingest.tus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;

/** What the headers of tus say, without looking at anything else. Each throws {@link ProblemException} with its name. */
public final class Headers {

    public static final String VERSION = "1.0.0";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}");
    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    /** Addresses stand behind spaces, and not behind commas: what is taken for one would be joined without the others. */
    private static final Pattern PIECE = Pattern.compile("(?:[^,]*/)?(" + UUID_FORM + ")");

    private static final String FINAL = "final;";
    private static final int MAX_PARTS = 1000;

    private Headers() {}

    /** What is to be created. */
    public sealed interface Creation {

        UploadMetadata metadata();

        /** @param length null if it is told later */
        record Single(@Nullable Long length, boolean partial, UploadMetadata metadata) implements Creation {}

        record OfParts(List<UUID> parts, UploadMetadata metadata) implements Creation {}
    }

    /**
     * Bytes for an upload.
     *
     * @param length what it comes to, if that is told only now
     */
    public record Append(
            long offset, @Nullable Long length, @Nullable Checksum checksum) {}

    public static Creation creation(
            @Nullable String length, @Nullable String defer, @Nullable String concat, @Nullable String metadata) {
        var said = UploadMetadata.parse(metadata);
        if (concat != null && concat.startsWith(FINAL)) {
            if (length != null || defer != null) {
                throw invalid("Upload-Length");
            }
            return new Creation.OfParts(parts(concat.substring(FINAL.length())), said);
        }
        if (concat != null && !concat.equals("partial")) {
            throw invalid("Upload-Concat");
        }
        if (defer != null && !defer.equals("1")) {
            throw invalid("Upload-Defer-Length");
        }
        if ((length == null) == (defer == null)) {
            throw invalid("Upload-Length");
        }
        return new Creation.Single(length == null ? null : number("Upload-Length", length), concat != null, said);
    }

    public static Append append(@Nullable String offset, @Nullable String length, @Nullable String checksum) {
        if (offset == null) {
            throw invalid("Upload-Offset");
        }
        return new Append(
                number("Upload-Offset", offset),
                length == null ? null : number("Upload-Length", length),
                checksum == null ? null : Checksum.parse(checksum));
    }

    /** The id at the end of an upload's address; another form names no upload. */
    public static UUID id(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new ProblemException(UploadProblem.UPLOAD_NOT_FOUND);
        }
        return UUID.fromString(text);
    }

    private static List<UUID> parts(String urls) {
        var parts = new ArrayList<UUID>();
        for (String url : urls.strip().split(" ", -1)) {
            var piece = PIECE.matcher(url);
            parts.add(id(piece.matches() ? piece.group(1) : url));
        }
        if (parts.size() > MAX_PARTS) {
            throw invalid("Upload-Concat");
        }
        return List.copyOf(parts);
    }

    private static long number(String header, String value) {
        try {
            if (NUMBER.matcher(value).matches()) {
                return Long.parseLong(value);
            }
        } catch (NumberFormatException e) {
            // Larger than any file.
        }
        throw invalid(header);
    }

    public static ProblemException invalid(String header) {
        return new ProblemException(UploadProblem.UPLOAD_HEADER_INVALID, Map.of("header", header));
    }
}
