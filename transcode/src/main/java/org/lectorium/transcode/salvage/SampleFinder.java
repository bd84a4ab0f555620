package org.lectorium.transcode.salvage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;

/**
 * Finds pictures and frames of sound in media that has lost its index. Pictures are units behind their lengths, counted by
 * the encoder; between them stand frames of sound, which end where their last code word ends. What is neither is a hole,
 * and it ends with the next picture that needs no other.
 */
final class SampleFinder {

    interface Samples {

        void picture(long position, long length, boolean key) throws IOException;

        void sound(long position, int length) throws IOException;

        /** The pictures behind it do not continue those before. */
        void hole() throws IOException;
    }

    /** A day at 60 pictures a second; sound has fewer frames. */
    private static final int MAX_PICTURES = 24 * 60 * 60 * 60;

    /** Of what only looks like the end of a hole; a hostile file could be nothing but that. */
    private static final int MAX_TRIES = 20_000;

    private final MediaBytes bytes;
    private final long end;
    private final AvcConfiguration avc;
    private final int channels;
    private final Samples samples;

    private long position;
    private long found;
    private int pictures;
    private int tries;

    private long pictureBegin = -1;
    private boolean pictureIsKey;
    private @Nullable NalUnit lastSlice;
    /** Of the last picture that others may build upon; -1 before the first. */
    private int referenceNum = -1;

    /** @param channels of the sound; 0 for none that could be told from pictures */
    SampleFinder(MediaBytes bytes, WithoutIndex where, AvcConfiguration avc, int channels, Samples samples) {
        this.bytes = bytes;
        this.position = where.begin();
        this.end = where.end();
        this.avc = avc;
        this.channels = channels;
        this.samples = samples;
    }

    /**
     * @param most pictures
     * @return how many of the bytes are in samples that were found
     */
    long find(int most) throws IOException {
        int limit = Math.min(most, MAX_PICTURES);
        while (position < end && pictures < limit) {
            var unit = NalUnit.at(bytes, position, end, avc);
            if (unit != null && continues(unit) && !isRatherSound()) {
                take(unit);
            } else {
                int sound = soundAt(position);
                if (sound > 0) {
                    take(sound);
                } else {
                    skipHole();
                }
            }
        }
        endPicture(position);
        return found;
    }

    private int soundAt(long at) throws IOException {
        return channels == 0
                ? 0
                : AacFrame.length(bytes.copy(at, (int) Math.min(AacFrame.maxBytes(channels), end - at)), channels);
    }

    /** Stereo begins with other bits than a length does; mono may begin like one. */
    private boolean isRatherSound() throws IOException {
        if (channels != 1) {
            return false;
        }
        int sound = soundAt(position);
        return sound > 0 && begins(position + sound);
    }

    private boolean begins(long at) throws IOException {
        return at == end || NalUnit.at(bytes, at, end, avc) != null || soundAt(at) > 0;
    }

    private void take(int sound) throws IOException {
        endPicture(position);
        samples.sound(position, sound);
        found += sound;
        position += sound;
    }

    /** The encoder counts its pictures, so what only looks like the next one can be told. */
    private boolean continues(NalUnit unit) {
        var slice = unit.slice();
        if (slice == null || unit.key()) {
            return true;
        }
        if (!slice.first()) {
            return lastSlice != null
                    && lastSlice.slice() != null
                    && slice.frameNum() == lastSlice.slice().frameNum();
        }
        return referenceNum >= 0 && slice.frameNum() == (referenceNum + 1) % (1 << avc.frameNumBits());
    }

    private void take(NalUnit unit) throws IOException {
        var slice = unit.slice();
        boolean begins = slice != null ? slice.first() : unit.opensPicture();
        if (begins && lastSlice != null) {
            endPicture(position);
        }
        if (pictureBegin < 0) {
            pictureBegin = position;
        }
        if (slice != null) {
            lastSlice = unit;
            pictureIsKey = unit.key();
            if (slice.reference()) {
                referenceNum = slice.frameNum();
            }
        }
        position = unit.end();
    }

    private void endPicture(long at) throws IOException {
        if (lastSlice != null) {
            samples.picture(pictureBegin, at - pictureBegin, pictureIsKey);
            found += at - pictureBegin;
            pictures++;
        }
        lastSlice = null;
        pictureBegin = -1;
    }

    private void skipHole() throws IOException {
        endPicture(position);
        long next = position + 1;
        while (next < end && !keyBegins(next)) {
            next++;
        }
        position = next;
        referenceNum = -1;
        if (next < end && found > 0) {
            samples.hole();
        }
    }

    private boolean keyBegins(long at) throws IOException {
        int type = bytes.at(at + 4);
        if (bytes.at(at) > 1 || (type & 0x1f) != NalUnit.KEY_SLICE || tries >= MAX_TRIES) {
            return false;
        }
        var unit = NalUnit.at(bytes, at, end, avc);
        if (unit == null || unit.slice() == null || !unit.slice().first()) {
            return false;
        }
        tries++;
        return begins(unit.end());
    }
}
