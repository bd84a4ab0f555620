package org.lectorium.transcode.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.salvage.EbmlElement;
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

    /** @return null if no element begins there, or its head is not there as a whole */
    private static @Nullable EbmlElement element(MediaBytes bytes, long position) throws IOException {
        var element = EbmlElement.at(bytes, position);
        return element == null || element.content() > bytes.size() ? null : element;
    }

    /** @return null if they are not there, or not as a whole */
    static @Nullable Tracks tracks(MediaBytes bytes, long most) throws IOException {
        for (long position = 0; position < most; ) {
            var element = element(bytes, position);
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

    private static Tracks tracksIn(MediaBytes bytes, EbmlElement tracks) throws IOException {
        String video = null;
        String audio = null;
        for (var track = element(bytes, tracks.content());
                track != null && track.end() <= tracks.end();
                track = element(bytes, track.end())) {
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

    private static int type(MediaBytes bytes, EbmlElement track) throws IOException {
        var type = child(bytes, track, TYPE);
        return type == null ? 0 : bytes.at(type.content());
    }

    private static String codec(MediaBytes bytes, EbmlElement track) throws IOException {
        var codec = child(bytes, track, CODEC);
        if (codec == null) {
            return "?";
        }
        int length = (int) Math.clamp(codec.end() - codec.content(), 0, LONGEST_NAME);
        return new String(bytes.copy(codec.content(), length), StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    private static @Nullable EbmlElement child(MediaBytes bytes, EbmlElement parent, long wanted) throws IOException {
        for (var child = element(bytes, parent.content());
                child != null && child.end() <= parent.end();
                child = element(bytes, child.end())) {
            if (child.id() == wanted) {
                return child;
            }
        }
        return null;
    }
}
