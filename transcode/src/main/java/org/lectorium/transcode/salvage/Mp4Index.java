package org.lectorium.transcode.salvage;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.salvage.StreamParameters.Picture;
import org.lectorium.transcode.salvage.StreamParameters.Sound;

/** Reads from the index of a healthy MP4 what a sick one lacks. */
final class Mp4Index {

    private static final int MAX_TRACKS = 64;
    private static final int MAX_ENTRY_BYTES = 4096;
    private static final int MAX_RUNS = 100_000;

    private final MediaBytes bytes;

    private Mp4Index(MediaBytes bytes) {
        this.bytes = bytes;
    }

    static Optional<StreamParameters> read(MediaBytes bytes) throws IOException {
        return new Mp4Index(bytes).read();
    }

    private Optional<StreamParameters> read() throws IOException {
        var file = new Mp4Box("", 0, 0, bytes.size());
        var index = file.child(bytes, "moov");
        if (index.isEmpty()) {
            return Optional.empty();
        }
        Picture picture = null;
        Sound sound = null;
        long position = index.get().content();
        for (int i = 0; i < MAX_TRACKS; i++) {
            var track = index.get().child(bytes, "trak", position);
            if (track.isEmpty()) {
                break;
            }
            picture = picture == null ? picture(track.get()) : picture;
            sound = sound == null ? sound(track.get()) : sound;
            position = track.get().end();
        }
        return picture == null
                ? Optional.empty()
                : Optional.of(new StreamParameters(EncoderSettings.find(bytes), picture, sound));
    }

    private @Nullable Picture picture(Mp4Box track) throws IOException {
        var table = track.descendant(bytes, "mdia", "minf", "stbl");
        var entry = table.isEmpty() ? null : entry(table.get());
        if (entry == null || SampleEntry.avc(entry) == null) {
            return null;
        }
        int step = step(table.get());
        int scale = scale(track);
        return step <= 0 || scale <= 0
                ? null
                : new Picture(
                        Base64.getEncoder().encodeToString(entry),
                        SampleEntry.width(entry),
                        SampleEntry.height(entry),
                        scale,
                        step);
    }

    private @Nullable Sound sound(Mp4Box track) throws IOException {
        var table = track.descendant(bytes, "mdia", "minf", "stbl");
        var entry = table.isEmpty() ? null : entry(table.get());
        if (entry == null || SampleEntry.channels(entry) == 0 || scale(track) <= 0) {
            return null;
        }
        return new Sound(Base64.getEncoder().encodeToString(entry), scale(track), primed(track));
    }

    private byte @Nullable [] entry(Mp4Box table) throws IOException {
        var box = table.child(bytes, "stsd");
        if (box.isEmpty() || box.get().end() - box.get().begin() > MAX_ENTRY_BYTES) {
            return null;
        }
        return bytes.copy(box.get().begin(), (int) (box.get().end() - box.get().begin()));
    }

    private int scale(Mp4Box track) throws IOException {
        var header = track.descendant(bytes, "mdia", "mdhd");
        if (header.isEmpty()) {
            return 0;
        }
        boolean wide = bytes.at(header.get().content()) == 1;
        long scale = bytes.number(header.get().content() + (wide ? 20 : 12), 4);
        return scale > 10_000_000 ? 0 : (int) scale;
    }

    /** How long most pictures are shown. */
    private int step(Mp4Box table) throws IOException {
        var times = table.child(bytes, "stts");
        if (times.isEmpty()) {
            return 0;
        }
        long runs = Math.min(bytes.number(times.get().content() + 4, 4), MAX_RUNS);
        long most = 0;
        long step = 0;
        for (long run = 0; run < runs; run++) {
            long at = times.get().content() + 8 + 8 * run;
            if (at + 8 > times.get().end()) {
                break;
            }
            if (bytes.number(at, 4) > most) {
                most = bytes.number(at, 4);
                step = bytes.number(at + 4, 4);
            }
        }
        return step > 10_000_000 ? 0 : (int) step;
    }

    /** Where the sound's first edit begins. */
    private int primed(Mp4Box track) throws IOException {
        var edits = track.descendant(bytes, "edts", "elst");
        if (edits.isEmpty()
                || bytes.at(edits.get().content()) != 0
                || bytes.number(edits.get().content() + 4, 4) < 1) {
            return 0;
        }
        long begin = bytes.number(edits.get().content() + 12, 4);
        return begin > 10_000 ? 0 : (int) begin;
    }
}
