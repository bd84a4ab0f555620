package org.lectorium.transcode.salvage;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of any size, read through a window. */
public final class MediaBytes implements Closeable {

    private static final int WINDOW = 1 << 20;
    private static final int LOOK_BACK = 1 << 12;
    private static final int PART = 1 << 16;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long begin;

    private MediaBytes(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    public static MediaBytes open(Path file) throws IOException {
        return open(file, Long.MAX_VALUE);
    }

    /** As if the file ended there at the latest. */
    public static MediaBytes open(Path file, long end) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ);
        return new MediaBytes(channel, Math.min(channel.size(), end));
    }

    public long size() {
        return size;
    }

    /** @return 0 to 255; -1 beyond the end */
    public int at(long position) throws IOException {
        if (position >= size || position < 0) {
            return -1;
        }
        if (position < begin || position >= begin + window.limit()) {
            move(Math.max(0, position - LOOK_BACK));
            if (position >= begin + window.limit()) {
                return -1;
            }
        }
        return window.get((int) (position - begin)) & 0xff;
    }

    private void move(long to) throws IOException {
        begin = to;
        window.clear();
        while (window.hasRemaining() && channel.read(window, begin + window.position()) > 0) {}
        window.flip();
    }

    /** Bytes beyond the end count as 0. */
    public long number(long position, int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | Math.max(0, at(position + i));
        }
        return value;
    }

    /** Fewer at the end of the file. */
    public byte[] copy(long position, int length) throws IOException {
        int there = (int) Math.clamp(size - position, 0, length);
        var copy = new byte[there];
        int done = 0;
        while (done < there) {
            if (at(position + done) < 0) {
                throw new IOException("the file has become shorter");
            }
            int offset = (int) (position + done - begin);
            int part = Math.min(there - done, window.limit() - offset);
            window.get(offset, copy, done, part);
            done += part;
        }
        return copy;
    }

    void copyTo(OutputStream target, long position, long length) throws IOException {
        for (long done = 0; done < length; ) {
            byte[] part = copy(position + done, (int) Math.min(length - done, PART));
            if (part.length == 0) {
                throw new IOException("the file has become shorter");
            }
            target.write(part);
            done += part.length;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
