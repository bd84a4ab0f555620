package org.lectorium.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The seconds that the whole machine has computed; proc(5), the first line of /proc/stat. A process alone would hide
 * the database, the index, and what runs in a sandbox of its own.
 */
final class CpuTime {

    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int FIRST_OF_GUESTS = 8;

    private CpuTime() {}

    static double now() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            long[] ticks = Arrays.stream(lines.findFirst().orElseThrow().split(" +"))
                    .skip(1)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return IntStream.range(0, FIRST_OF_GUESTS)
                            .filter(field -> field != IDLE && field != IO_WAIT)
                            .mapToLong(field -> ticks[field])
                            .sum()
                    / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
