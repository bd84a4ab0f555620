package org.lectorium.transcode.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of what a program complains about, however much it complains: an unread pipe would make it wait for ever. */
final class LastLines {

    private static final Logger log = LoggerFactory.getLogger(LastLines.class);

    private static final int KEPT = 40;
    private static final int KEPT_LENGTH = 500;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    private LastLines(Process process) {
        reader = Thread.ofVirtual().unstarted(() -> read(process));
    }

    /** Reads in the background until the program closes its error stream. */
    static LastLines of(Process process) {
        var lines = new LastLines(process);
        lines.reader.start();
        return lines;
    }

    private void read(Process process) {
        try (var in = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line.length() > KEPT_LENGTH ? line.substring(0, KEPT_LENGTH) : line);
            }
        } catch (IOException e) {
            log.debug("The program's messages ended early", e);
        }
    }

    private synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > KEPT) {
            lines.removeFirst();
        }
    }

    /** All that came, once nothing more can come. */
    List<String> await() throws InterruptedException {
        reader.join();
        synchronized (this) {
            return List.copyOf(lines);
        }
    }
}
