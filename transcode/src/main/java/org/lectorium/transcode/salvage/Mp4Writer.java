package org.lectorium.transcode.salvage;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** Writes a plain MP4 as FFmpeg would have: the media as it comes, and the index behind it (ISO/IEC 14496-12). */
final class Mp4Writer implements AutoCloseable {

    private static final int FILM_SCALE = 1000;
    private static final int BUFFER = 1 << 20;
    private static final int LARGE_HEADER = 16;
    private static final int[] IDENTITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
    private static final int UNDETERMINED_LANGUAGE = 0x55c4;

    private final FileChannel channel;
    private final OutputStream out;
    private final long mediaBegin;
    private long position;

    Mp4Writer(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        var head = leaf("ftyp", ascii("isom"), number(0x200), ascii("isomiso2avc1mp41"));
        var data = new DataOutputStream(out);
        head.write(data);
        mediaBegin = head.size();
        data.writeInt(1);
        data.write(ascii("mdat"));
        data.writeLong(0);
        position = mediaBegin + LARGE_HEADER;
    }

    /** One stream, and where each of its samples went. */
    static final class Track {

        private final String handler;
        private final byte[] entry;
        private final int scale;
        private final int step;
        private final int primed;

        private final Ints sizes = new Ints();
        private final Ints keys = new Ints();
        private final Ints chunkSamples = new Ints();
        private final Longs chunks = new Longs();
        private final Ints runSamples = new Ints();
        private final Ints runSteps = new Ints();
        private long chunkEnd = -1;
        private long length;
        private double beginSecond;

        private Track(String handler, byte[] entry, int scale, int step, int primed) {
            this.handler = handler;
            this.entry = entry.clone();
            this.scale = scale;
            this.step = step;
            this.primed = primed;
        }

        static Track picture(StreamParameters parameters) {
            return new Track(
                    "vide",
                    parameters.pictureEntry(),
                    parameters.picture().scale(),
                    parameters.picture().step(),
                    0);
        }

        static Track sound(StreamParameters.Sound sound, byte[] entry, int samples) {
            return new Track("soun", entry, sound.scale(), samples, sound.primed());
        }

        int count() {
            return sizes.count;
        }

        /** How long it is by now, from the begin of the film. */
        double seconds() {
            return beginSecond + (double) (length - primed) / scale;
        }

        /** It begins later than the film does. */
        void begin(double second) {
            beginSecond = second;
        }

        /** The last sample lasts longer. */
        void stretch(double seconds) {
            int more = (int) Math.min(Math.round(seconds * scale), Integer.MAX_VALUE / 2);
            if (more <= 0 || runSamples.count == 0) {
                return;
            }
            int last = runSamples.count - 1;
            int lasts = runSteps.values[last];
            runSamples.values[last]--;
            if (runSamples.values[last] == 0) {
                runSamples.count--;
                runSteps.count--;
            }
            runSamples.add(1);
            runSteps.add(lasts + more);
            length += more;
        }

        private void add(long at, int size, boolean key) {
            if (at != chunkEnd) {
                chunks.add(at);
                chunkSamples.add(0);
            }
            chunkSamples.values[chunkSamples.count - 1]++;
            chunkEnd = at + size;
            sizes.add(size);
            if (key) {
                keys.add(sizes.count);
            }
            if (runSteps.count == 0 || runSteps.values[runSteps.count - 1] != step) {
                runSamples.add(0);
                runSteps.add(step);
            }
            runSamples.values[runSamples.count - 1]++;
            length += step;
        }

        private Box box(int id) {
            boolean moving = handler.equals("vide");
            long shown = Math.max(0, Math.round((double) (length - primed) / scale * FILM_SCALE));
            int late = (int) Math.round(beginSecond * FILM_SCALE);
            var size = ByteBuffer.wrap(entry);
            return node(
                    "trak",
                    leaf(
                            "tkhd",
                            number(3),
                            number(0),
                            number(0),
                            number(id),
                            number(0),
                            number((int) shown + late),
                            new byte[8],
                            pair(0, 0),
                            pair(moving ? 0 : 0x100, 0),
                            numbers(IDENTITY),
                            number(moving ? size.getShort(48) << 16 : 0),
                            number(moving ? size.getShort(50) << 16 : 0)),
                    node("edts", edits(late, (int) shown)),
                    node(
                            "mdia",
                            leaf(
                                    "mdhd",
                                    number(0),
                                    number(0),
                                    number(0),
                                    number(scale),
                                    number((int) length),
                                    pair(UNDETERMINED_LANGUAGE, 0)),
                            leaf("hdlr", number(0), number(0), ascii(handler), new byte[12], new byte[1]),
                            node(
                                    "minf",
                                    moving ? leaf("vmhd", number(1), new byte[8]) : leaf("smhd", number(0), number(0)),
                                    node(
                                            "dinf",
                                            leaf(
                                                    "dref",
                                                    number(0),
                                                    number(1),
                                                    leaf("url ", number(1)).bytes())),
                                    table(moving))));
        }

        private Box edits(int late, int shown) {
            return late == 0
                    ? leaf("elst", number(0), number(1), number(shown), number(primed), number(0x10000))
                    : leaf(
                            "elst",
                            number(0),
                            number(2),
                            number(late),
                            number(-1),
                            number(0x10000),
                            number(shown),
                            number(primed),
                            number(0x10000));
        }

        private Box table(boolean moving) {
            var times = new Box("stts", 16 + 8L * runSamples.count, data -> {
                data.writeInt(0);
                data.writeInt(runSamples.count);
                for (int i = 0; i < runSamples.count; i++) {
                    data.writeInt(runSamples.values[i]);
                    data.writeInt(runSteps.values[i]);
                }
            });
            var firsts = new Ints();
            for (int i = 0; i < chunkSamples.count; i++) {
                if (i == 0 || chunkSamples.values[i] != chunkSamples.values[i - 1]) {
                    firsts.add(i);
                }
            }
            var samplesOfChunks = new Box("stsc", 16 + 12L * firsts.count, data -> {
                data.writeInt(0);
                data.writeInt(firsts.count);
                for (int i = 0; i < firsts.count; i++) {
                    data.writeInt(firsts.values[i] + 1);
                    data.writeInt(chunkSamples.values[firsts.values[i]]);
                    data.writeInt(1);
                }
            });
            var lengths = new Box("stsz", 20 + 4L * sizes.count, data -> {
                data.writeInt(0);
                data.writeInt(0);
                sizes.write(data);
            });
            var places = new Box("co64", 16 + 8L * chunks.count, data -> {
                data.writeInt(0);
                data.writeInt(chunks.count);
                for (int i = 0; i < chunks.count; i++) {
                    data.writeLong(chunks.values[i]);
                }
            });
            var description = new Box("stsd", entry.length, data -> data.write(entry, 8, entry.length - 8));
            var keyPictures = new Box("stss", 16 + 4L * keys.count, data -> {
                data.writeInt(0);
                keys.write(data);
            });
            return moving
                    ? node("stbl", description, times, keyPictures, samplesOfChunks, lengths, places)
                    : node("stbl", description, times, samplesOfChunks, lengths, places);
        }
    }

    void add(Track track, MediaBytes from, long at, int size, boolean key) throws IOException {
        from.copyTo(out, at, size);
        track.add(position, size, key);
        position += size;
    }

    /** Writes the index of all that has been added. */
    void finish(List<Track> tracks) throws IOException {
        long longest = 0;
        var boxes = new Box[tracks.size() + 1];
        for (int i = 0; i < tracks.size(); i++) {
            boxes[i + 1] = tracks.get(i).box(i + 1);
            longest = Math.max(longest, Math.round(tracks.get(i).seconds() * FILM_SCALE));
        }
        boxes[0] = leaf(
                "mvhd",
                number(0),
                number(0),
                number(0),
                number(FILM_SCALE),
                number((int) longest),
                number(0x10000),
                pair(0x100, 0),
                new byte[8],
                numbers(IDENTITY),
                new byte[24],
                number(tracks.size() + 1));
        var data = new DataOutputStream(out);
        node("moov", boxes).write(data);
        data.flush();
        channel.write(ByteBuffer.allocate(8).putLong(position - mediaBegin).flip(), mediaBegin + 8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private interface Content {
        void write(DataOutputStream data) throws IOException;
    }

    /** @param size with the header */
    private record Box(String type, long size, Content content) {

        void write(DataOutputStream data) throws IOException {
            data.writeInt((int) size);
            data.write(ascii(type));
            content.write(data);
        }

        byte[] bytes() {
            var bytes = new ByteArrayOutputStream();
            try {
                write(new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    private static Box leaf(String type, byte[]... fields) {
        long size = 8 + Arrays.stream(fields).mapToLong(field -> field.length).sum();
        return new Box(type, size, data -> {
            for (byte[] field : fields) {
                data.write(field);
            }
        });
    }

    private static Box node(String type, Box... children) {
        long size = 8 + Arrays.stream(children).mapToLong(Box::size).sum();
        return new Box(type, size, data -> {
            for (Box child : children) {
                child.write(data);
            }
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] pair(int first, int second) {
        return ByteBuffer.allocate(4)
                .putShort((short) first)
                .putShort((short) second)
                .array();
    }

    private static byte[] numbers(int... values) {
        var buffer = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    /** Millions of numbers, each in four bytes. */
    private static final class Ints {
        private int[] values = new int[1024];
        private int count;

        void add(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        void write(DataOutputStream data) throws IOException {
            data.writeInt(count);
            for (int i = 0; i < count; i++) {
                data.writeInt(values[i]);
            }
        }
    }

    private static final class Longs {
        private long[] values = new long[1024];
        private int count;

        void add(long value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }
    }
}
