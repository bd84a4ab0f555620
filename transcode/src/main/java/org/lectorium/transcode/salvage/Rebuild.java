package org.lectorium.transcode.salvage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;
import org.lectorium.transcode.salvage.Mp4Writer.Track;
import org.lectorium.transcode.salvage.SampleFinder.Samples;

/** Makes a film of media that lost its index: the samples as they are, and an index like the healthy one's. */
public final class Rebuild {

    /** Enough to show whether the parameters are the right ones. */
    public static final int TRIAL = 90;

    public static final int ALL = Integer.MAX_VALUE;

    private static final int SAMPLES_OF_AAC_FRAME = 1024;

    /** The muxer keeps the streams closer together than that, if they begin together. */
    private static final double TOLERATED_SECONDS = 0.15;

    private Rebuild() {}

    /**
     * @param pictures how many were found
     * @param frames of sound that were found
     * @param holes after which others followed
     * @param drift by how many seconds sound ends later than the picture; 0 if one of them is missing
     * @param lostBytes that are in none of them
     */
    public record Rebuilt(int pictures, int frames, int holes, double drift, long lostBytes) {

        /** Whether parameters with which that was found may be the right ones. */
        public boolean plausible() {
            return pictures > 0 && holes == 0 && Math.abs(drift) <= TOLERATED_SECONDS;
        }
    }

    /** The settings by which candidates are looked for. */
    public static String encoder(Path file, WithoutIndex where) throws IOException {
        try (var bytes = MediaBytes.open(file)) {
            return EncoderSettings.find(bytes, where.begin());
        }
    }

    /**
     * @param most pictures
     * @param target is written anew; not worth anything if no pictures were found
     */
    public static Rebuilt rebuild(Path file, WithoutIndex where, StreamParameters parameters, int most, Path target)
            throws IOException {
        var avc = Objects.requireNonNull(SampleEntry.avc(parameters.pictureEntry()), "references are checked");
        var sound = parameters.sound();
        int channels = sound == null ? 0 : SampleEntry.channels(parameters.soundEntry());
        try (var bytes = MediaBytes.open(file);
                var writer = new Mp4Writer(target)) {
            var pictures = Track.picture(parameters);
            var frames = sound == null ? null : Track.sound(sound, parameters.soundEntry(), SAMPLES_OF_AAC_FRAME);
            var film = new Film(bytes, writer, pictures, frames);
            long found = new SampleFinder(bytes, where, avc, channels, film).find(most);
            writer.finish(frames == null || frames.count() == 0 ? List.of(pictures) : List.of(pictures, frames));
            return new Rebuilt(
                    pictures.count(),
                    frames == null ? 0 : frames.count(),
                    film.holes,
                    frames == null || frames.count() == 0 ? 0 : frames.seconds() - pictures.seconds(),
                    where.end() - where.begin() - found);
        }
    }

    private static final class Film implements Samples {

        private final MediaBytes bytes;
        private final Mp4Writer writer;
        private final Track pictures;
        private final @Nullable Track frames;

        private boolean afterHole;
        private int holes;

        Film(MediaBytes bytes, Mp4Writer writer, Track pictures, @Nullable Track frames) {
            this.bytes = bytes;
            this.writer = writer;
            this.pictures = pictures;
            this.frames = frames;
        }

        @Override
        public void picture(long position, long length, boolean key) throws IOException {
            if (pictures.count() == 0 && frames != null && frames.seconds() > TOLERATED_SECONDS) {
                pictures.begin(frames.seconds());
            }
            writer.add(pictures, bytes, position, Math.toIntExact(length), key);
        }

        @Override
        public void sound(long position, int length) throws IOException {
            var track = Objects.requireNonNull(frames, "without sound none is looked for");
            if (track.count() == 0 && pictures.seconds() > TOLERATED_SECONDS) {
                track.begin(pictures.seconds());
            }
            if (afterHole) {
                track.stretch(pictures.seconds() - track.seconds());
                pictures.stretch(track.seconds() - pictures.seconds());
                afterHole = false;
            }
            writer.add(track, bytes, position, length, true);
        }

        @Override
        public void hole() {
            holes++;
            afterHole = frames != null;
        }
    }
}
