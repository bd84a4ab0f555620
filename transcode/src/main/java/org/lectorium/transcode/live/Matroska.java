package org.lectorium.transcode.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.salvage.MediaBytes;

/** Finds the tracks of a WebM, which stand before its pictures (RFC 9559, 5.1.4). */
final class Matroska {

    static final long EBML = 0x1a45dfa3;

    private static final long SEGMENT = 0x18538067;
    private static final long CLUSTER = 0x1f43b675;
    private static final long TRACKS = 0x1654ae6b;
    private static final long TRACK = 0xae;
    private static final long TYPE = 0x83;
    private static final long CODEC = 0x86;
    private static final int VIDEO = 1;
    private static final int AUDIO = 2;
    private static final int LONGEST_NAME = 64;

    private Matroska() {}

    /** By their codecs' names; of each kind the first. */
    record Tracks(@Nullable String video, @Nullable String audio) {}

    /** @param end beyond its last byte; {@link Long#MAX_VALUE} for one that does not know */
    private record Element(long id, long content, long end) {

        /** @return null if no element begins there, or it does so only in part */
        static @Nullable Element at(MediaBytes bytes, long position) throws IOException {
            int idBytes = MediaBytes.lengthByMarker(bytes.at(position), 4);
            int sizeBytes = MediaBytes.lengthByMarker(bytes.at(position + idBytes), 8);
            long content = position + idBytes + sizeBytes;
            if (idBytes == 0 || sizeBytes == 0 || content > bytes.size()) {
                return null;
            }
            long size = bytes.number(position + idBytes, sizeBytes) & (1L << 7 * sizeBytes) - 1;
            boolean unknown = size == (1L << 7 * sizeBytes) - 1;
            return new Element(bytes.number(position, idBytes), content, unknown ? Long.MAX_VALUE : content + size);
        }
    }

    /** @return null if they are not there, or not as a whole */
    static @Nullable Tracks tracks(MediaBytes bytes, long most) throws IOException {
        for (long position = 0; position < most; ) {
            var element = Element.at(bytes, position);
            if (element == null || element.id() == CLUSTER) {
                return null;
            }
            if (element.id() == TRACKS) {
                return element.end() > bytes.size() ? null : tracksIn(bytes, element);
            }
            position = element.id() == SEGMENT ? element.content() : element.end();
        }
        return null;
    }

    private static Tracks tracksIn(MediaBytes bytes, Element tracks) throws IOException {
        String video = null;
        String audio = null;
        for (var track = Element.at(bytes, tracks.content());
                track != null && track.end() <= tracks.end();
                track = Element.at(bytes, track.end())) {
            if (track.id() == TRACK) {
                var codec = codec(bytes, track);
                switch (type(bytes, track)) {
                    case VIDEO -> video = video == null ? codec : video;
                    case AUDIO -> audio = audio == null ? codec : audio;
                    default -> {}
                }
            }
        }
        return new Tracks(video, audio);
    }

    private static int type(MediaBytes bytes, Element track) throws IOException {
        var type = child(bytes, track, TYPE);
        return type == null ? 0 : bytes.at(type.content());
    }

    private static String codec(MediaBytes bytes, Element track) throws IOException {
        var codec = child(bytes, track, CODEC);
        if (codec == null) {
            return "?";
        }
        int length = (int) Math.clamp(codec.end() - codec.content(), 0, LONGEST_NAME);
        return new String(bytes.copy(codec.content(), length), StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    private static @Nullable Element child(MediaBytes bytes, Element parent, long wanted) throws IOException {
        for (var child = Element.at(bytes, parent.content());
                child != null && child.end() <= parent.end();
                child = Element.at(bytes, child.end())) {
            if (child.id() == wanted) {
                return child;
            }
        }
        return null;
    }
}
