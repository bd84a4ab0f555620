package org.lectorium.ingest.tus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Sha256;

/**
 * The SHA-256 of uploads so far, in memory. What is not there any more, after a restart or because there are too many,
 * is counted anew from the file.
 */
final class Hashes {

    private static final int MOST = 4096;
    private static final int BUFFER_BYTES = 256 << 10;

    private record Hash(long position, MessageDigest digest) {}

    private final Map<UUID, Hash> hashes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Hash> eldest) {
            return size() > MOST;
        }
    };

    /** Of the first bytes of the file. The caller goes on with it, and keeps it afterwards. */
    MessageDigest take(UUID upload, Path file, long position) throws IOException {
        var known = remove(upload);
        return known != null && known.position == position ? known.digest : read(file, position);
    }

    private synchronized @Nullable Hash remove(UUID upload) {
        return hashes.remove(upload);
    }

    synchronized void keep(UUID upload, long position, MessageDigest digest) {
        hashes.put(upload, new Hash(position, digest));
    }

    synchronized void forget(UUID upload) {
        hashes.remove(upload);
    }

    private static MessageDigest read(Path file, long bytes) throws IOException {
        var digest = Sha256.newDigest();
        if (bytes == 0) {
            return digest;
        }
        var buffer = new byte[BUFFER_BYTES];
        try (var in = Files.newInputStream(file)) {
            for (long left = bytes; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException(file + " has become shorter");
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return digest;
    }
}
