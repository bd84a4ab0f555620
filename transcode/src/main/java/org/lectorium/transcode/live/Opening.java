package org.lectorium.transcode.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.salvage.MediaBytes;
import org.lectorium.transcode.salvage.Mp4Box;

/**
 * What the first bytes of a recording promise: whether it can be watched while the rest arrives, with streams that are
 * copied as they are. Looked at by our own eyes, since it is asked for every card.
 */
sealed interface Opening {

    /** Too little has come to know. */
    record Pending() implements Opening {}

    /** @param timesTold whether the container says how long a picture is shown */
    record Streamable(Container container, boolean hasVideo, boolean timesTold) implements Opening {}

    record Unsuitable(ProblemException problem) implements Opening {}

    /** No honest file has its description behind that. */
    long MOST_BYTES = 1 << 20;

    /** Of a box. */
    long LONGEST_HEADER = 16;

    /** What browsers play from fragments, by the names that the containers have for it. */
    Set<String> MATROSKA_VIDEO = Set.of("V_VP9", "V_AV1");

    Set<String> MATROSKA_AUDIO = Set.of("A_OPUS");
    Set<String> MP4_VIDEO = Set.of("avc1", "avc3", "vp09", "av01");
    Set<String> MP4_AUDIO = Set.of("mp4a", "Opus");

    /** @param bytes the first ones, no more than {@link #MOST_BYTES} */
    static Opening read(MediaBytes bytes) throws IOException {
        if (bytes.size() < 12) {
            return new Pending();
        }
        if (bytes.number(0, 4) == Matroska.EBML) {
            return ofTracks(Matroska.tracks(bytes, MOST_BYTES), bytes);
        }
        return ofMp4(bytes);
    }

    private static Opening ofTracks(Matroska.@Nullable Tracks tracks, MediaBytes bytes) {
        if (tracks == null) {
            return bytes.size() < MOST_BYTES ? new Pending() : unreadable();
        }
        return decide(Container.MATROSKA, tracks.video(), tracks.audio(), MATROSKA_VIDEO, MATROSKA_AUDIO, false);
    }

    private static Opening ofMp4(MediaBytes bytes) throws IOException {
        long position = 0;
        while (position < MOST_BYTES) {
            var box = Mp4Box.at(bytes, position, Long.MAX_VALUE);
            if (position + LONGEST_HEADER > bytes.size()) {
                return bytes.size() < MOST_BYTES ? new Pending() : unreadable();
            }
            if (box == null) {
                return unreadable();
            }
            if (box.type().equals("moov")) {
                return box.end() > bytes.size() ? pendingUpTo(box.end()) : ofIndex(bytes, box);
            }
            if (box.type().equals("mdat")) {
                return new Unsuitable(new ProblemException(TranscodeProblem.LIVE_INDEX_MISSING));
            }
            position = box.end();
        }
        return unreadable();
    }

    private static Opening pendingUpTo(long end) {
        return end <= MOST_BYTES ? new Pending() : unreadable();
    }

    private static Opening ofIndex(MediaBytes bytes, Mp4Box index) throws IOException {
        if (index.child(bytes, "mvex").isEmpty()) {
            return new Unsuitable(new ProblemException(TranscodeProblem.LIVE_INDEX_MISSING));
        }
        String video = null;
        String audio = null;
        for (var track = index.child(bytes, "trak");
                track.isPresent();
                track = index.child(bytes, "trak", track.get().end())) {
            var handler = track.get().descendant(bytes, "mdia", "hdlr");
            var entries = track.get().descendant(bytes, "mdia", "minf", "stbl", "stsd");
            if (handler.isPresent() && entries.isPresent()) {
                // Behind version, flags and count.
                var codec = text(bytes, entries.get().content() + 12);
                switch (text(bytes, handler.get().content() + 8)) {
                    case "vide" -> video = video == null ? codec : video;
                    case "soun" -> audio = audio == null ? codec : audio;
                    default -> {}
                }
            }
        }
        return decide(Container.MP4, video, audio, MP4_VIDEO, MP4_AUDIO, true);
    }

    private static String text(MediaBytes bytes, long position) throws IOException {
        var four =
                ByteBuffer.allocate(4).putInt((int) bytes.number(position, 4)).array();
        return new String(four, StandardCharsets.ISO_8859_1);
    }

    private static Opening decide(
            Container container,
            @Nullable String video,
            @Nullable String audio,
            Set<String> playableVideo,
            Set<String> playableAudio,
            boolean timesTold) {
        if (video == null && audio == null) {
            return new Unsuitable(new ProblemException(TranscodeProblem.NOTHING_TO_PLAY));
        }
        if (video != null && !playableVideo.contains(video)) {
            return codec(video);
        }
        return audio != null && !playableAudio.contains(audio)
                ? codec(audio)
                : new Streamable(container, video != null, timesTold);
    }

    private static Opening codec(String codec) {
        // Written by a stranger, and read by people.
        var word = codec.replaceAll("[^A-Za-z0-9_/.-]", "?");
        return new Unsuitable(new ProblemException(TranscodeProblem.LIVE_CODEC_UNSUITABLE, Map.of("codec", word)));
    }

    private static Opening unreadable() {
        return new Unsuitable(new ProblemException(TranscodeProblem.NOT_A_RECORDING));
    }
}
