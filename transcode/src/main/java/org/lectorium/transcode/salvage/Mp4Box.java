package org.lectorium.transcode.salvage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A box of an MP4, which holds boxes or bytes (ISO/IEC 14496-12, 4.2). What a box says of its size is believed only as far
 * as its parent reaches.
 *
 * @param begin where its header begins
 * @param content where what it holds begins
 * @param end behind its last byte; beyond the parent's for one that was cut off
 */
public record Mp4Box(String type, long begin, long content, long end) {

    /** No honest box has more children; a hostile one could have very many of 8 bytes. */
    private static final int MAX_CHILDREN = 10_000;

    /** @return null if no box begins there */
    public static @Nullable Mp4Box at(MediaBytes bytes, long position, long parentEnd) throws IOException {
        if (parentEnd - position < 8) {
            return null;
        }
        long size = bytes.number(position, 4);
        var type = new String(bytes.copy(position + 4, 4), StandardCharsets.ISO_8859_1);
        long header = 8;
        if (size == 1) {
            if (parentEnd - position < 16) {
                return null;
            }
            size = bytes.number(position + 8, 8);
            header = 16;
        } else if (size == 0) {
            size = parentEnd - position;
        }
        if (!isType(type) || (size >= 0 && size < header)) {
            return null;
        }
        // 2^63 and more, and what wraps around, is just too much.
        long end = size < 0 || position + size < 0 ? Long.MAX_VALUE : position + size;
        return new Mp4Box(type, position, position + header, end);
    }

    private static boolean isType(String type) {
        return type.chars().allMatch(c -> (c >= ' ' && c < 127) || c == 0xa9);
    }

    /** The first child of that type, if it is there as a whole. */
    public Optional<Mp4Box> child(MediaBytes bytes, String wanted) throws IOException {
        return child(bytes, wanted, content);
    }

    /** @param from where children begin, for boxes that hold something else first */
    public Optional<Mp4Box> child(MediaBytes bytes, String wanted, long from) throws IOException {
        long position = from;
        for (int i = 0; i < MAX_CHILDREN; i++) {
            var child = at(bytes, position, end);
            if (child == null || child.end > end) {
                return Optional.empty();
            }
            if (child.type.equals(wanted)) {
                return Optional.of(child);
            }
            position = child.end;
        }
        return Optional.empty();
    }

    /** The one below the other. */
    public Optional<Mp4Box> descendant(MediaBytes bytes, String... path) throws IOException {
        var box = Optional.of(this);
        for (String type : path) {
            if (box.isPresent()) {
                box = box.get().child(bytes, type);
            }
        }
        return box;
    }
}
