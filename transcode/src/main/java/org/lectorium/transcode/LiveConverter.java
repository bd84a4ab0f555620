package org.lectorium.transcode;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.MediaInfo.Container;

/** Cuts into HLS what arrives bit by bit, copying it. */
public interface LiveConverter {

    /**
     * Begins, and returns at once. The program that is started ends with the thread that starts it.
     *
     * @param timesTold whether the container says how long a picture is shown
     * @param directory where the files go, whole ones only: the playlist that names them, and nothing else
     */
    Cutting begin(Container container, boolean hasVideo, boolean timesTold, Path directory);

    /** Closing it ends it, whatever it does. */
    interface Cutting extends AutoCloseable {

        /** Takes the bytes; closing it says that they were all. */
        OutputStream input();

        /** Waits for the end, and says what went wrong. */
        Optional<ProblemException> await() throws InterruptedException;

        @Override
        void close();
    }
}
