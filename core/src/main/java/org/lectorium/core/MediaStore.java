package org.lectorium.core;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps media by key. It is no file system: no folders, no renaming, no changing of a part. A put is all or nothing:
 * readers see the whole object or none. Every method throws a {@link ProblemException} in scope
 * {@link ProblemScope#ENVIRONMENT} when the store cannot be reached or refuses; trying again later is then right.
 */
public interface MediaStore {

    /**
     * Stores a file's bytes. A second put of the same key replaces the first, so repeating a put after a failure is safe.
     *
     * @param contentType one of ours, never the sender's
     */
    void put(MediaKey key, Path file, String contentType);

    /** Stores a small object. */
    void put(MediaKey key, byte[] bytes, String contentType);

    /**
     * Opens an object; the caller closes it. A range that starts behind the end is an {@link IllegalArgumentException}.
     *
     * @return empty if nothing is stored under the key
     */
    Optional<Content> open(MediaKey key, ByteRange range);

    /** @return the size in bytes; empty if nothing is stored under the key */
    Optional<Long> size(MediaKey key);

    /** Does nothing if the key is absent. */
    void delete(MediaKey key);

    /** All keys that begin with the prefix, in order. */
    List<MediaKey> list(String prefix);

    /**
     * A link that a browser may follow by itself until it expires.
     *
     * @param fileName what a browser calls the file when it saves it
     * @return empty if this store is not reachable from browsers and the application has to stream
     */
    Optional<URI> directUrl(MediaKey key, Duration validFor, String contentType, Optional<String> fileName);

    /** @param sizeBytes of the whole object, whatever the range */
    record Content(InputStream stream, long sizeBytes) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
