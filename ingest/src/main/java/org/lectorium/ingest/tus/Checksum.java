package org.lectorium.ingest.tus;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.lectorium.core.ProblemException;

/** What {@code Upload-Checksum} says of the bytes of one request. */
public record Checksum(Algorithm algorithm, byte[] expected) {

    public enum Algorithm {
        SHA1(() -> digest("SHA-1"), 20),
        SHA256(() -> digest("SHA-256"), 32),
        SHA512(() -> digest("SHA-512"), 64),
        MD5(() -> digest("MD5"), 16),
        CRC32(() -> sum(new CRC32()), 4),
        CRC32C(() -> sum(new CRC32C()), 4);

        private final Supplier<Running> start;
        private final int length;

        Algorithm(Supplier<Running> start, int length) {
            this.start = start;
            this.length = length;
        }

        private String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        Running start() {
            return start.get();
        }
    }

    private static final Map<String, Algorithm> BY_WORD =
            Stream.of(Algorithm.values()).collect(Collectors.toUnmodifiableMap(Algorithm::word, each -> each));

    /** As {@code Tus-Checksum-Algorithm} lists them. */
    public static final String ALGORITHMS =
            Stream.of(Algorithm.values()).map(Algorithm::word).collect(Collectors.joining(","));

    /** A checksum that is being counted. */
    interface Running {

        void add(byte[] bytes, int from, int count);

        byte[] end();
    }

    /** @throws ProblemException if the algorithm is unknown or the value is none of its */
    static Checksum parse(String header) {
        var parts = header.strip().split(" ", -1);
        var algorithm = BY_WORD.get(parts[0]);
        if (algorithm == null) {
            throw new ProblemException(UploadProblem.CHECKSUM_ALGORITHM_UNKNOWN, Map.of("algorithms", ALGORITHMS));
        }
        try {
            var expected = Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "");
            if (expected.length == algorithm.length) {
                return new Checksum(algorithm, expected);
            }
        } catch (IllegalArgumentException e) {
            throw Headers.invalid("Upload-Checksum");
        }
        throw Headers.invalid("Upload-Checksum");
    }

    private static Running digest(String name) {
        try {
            var digest = MessageDigest.getInstance(name);
            return new Running() {
                @Override
                public void add(byte[] bytes, int from, int count) {
                    digest.update(bytes, from, count);
                }

                @Override
                public byte[] end() {
                    return digest.digest();
                }
            };
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + name, e);
        }
    }

    private static Running sum(java.util.zip.Checksum sum) {
        return new Running() {
            @Override
            public void add(byte[] bytes, int from, int count) {
                sum.update(bytes, from, count);
            }

            @Override
            public byte[] end() {
                return java.nio.ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) sum.getValue())
                        .array();
            }
        };
    }
}
