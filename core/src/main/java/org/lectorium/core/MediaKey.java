package org.lectorium.core;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names an object in the media store. Keys are immutable: what a key names never changes, a new version gets a new
 * generation. Made only of our own ids and names, never of anything a user typed.
 */
public record MediaKey(String value) {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private static final Pattern OF_RECORDING =
            Pattern.compile("recordings/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/");

    public MediaKey {
        for (String segment : value.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException("not a media key: " + value);
            }
        }
    }

    public static MediaKey original(RecordingId recording) {
        return new MediaKey(folder(recording) + "original/media");
    }

    /** @param generation the run of the pipeline that made the object; a later run never overwrites an earlier one's */
    public static MediaKey made(RecordingId recording, long generation, String name) {
        return new MediaKey(folder(recording) + generation + "/" + name);
    }

    /** Written last, and the only key that is ever written twice. */
    public static MediaKey manifest(RecordingId recording) {
        return new MediaKey(folder(recording) + "manifest.json");
    }

    /** An image with which rooms are decorated; a new image has a new id. */
    public static MediaKey appearance(UUID image) {
        return new MediaKey("appearances/" + image);
    }

    /** What all keys of a recording begin with. */
    public static String folder(RecordingId recording) {
        return "recordings/" + recording + "/";
    }

    /** Whose object it is; empty for a key of another form. */
    public Optional<RecordingId> recording() {
        var match = OF_RECORDING.matcher(value);
        return match.lookingAt() ? Optional.of(RecordingId.of(match.group(1))) : Optional.empty();
    }

    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
