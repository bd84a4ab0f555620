package org.lectorium.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps media on the heap: the shortest statement of what the port promises. */
final class InMemoryMediaStore implements MediaStore {

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public void put(MediaKey key, Path file, String contentType) {
        try {
            put(key, Files.readAllBytes(file), contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void put(MediaKey key, byte[] bytes, String contentType) {
        objects.put(key.value(), bytes.clone());
    }

    @Override
    public Optional<Content> open(MediaKey key, ByteRange range) {
        return Optional.ofNullable(objects.get(key.value())).map(bytes -> {
            int length = range.isAll()
                    ? bytes.length
                    : (int) range.lengthWithin(bytes.length)
                            .orElseThrow(() -> new IllegalArgumentException("range starts behind the end"));
            return new Content(new ByteArrayInputStream(bytes, (int) range.first(), length), bytes.length);
        });
    }

    @Override
    public Optional<Long> size(MediaKey key) {
        return Optional.ofNullable(objects.get(key.value())).map(bytes -> (long) bytes.length);
    }

    @Override
    public void delete(MediaKey key) {
        objects.remove(key.value());
    }

    @Override
    public List<MediaKey> list(String prefix) {
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .map(MediaKey::new)
                .toList();
    }

    @Override
    public Optional<URI> directUrl(MediaKey key, Duration validFor, String contentType, Optional<String> fileName) {
        return Optional.empty();
    }
}
