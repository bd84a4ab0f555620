package org.lectorium.transcode.salvage;

import java.io.IOException;
import java.nio.file.Path;
import org.lectorium.transcode.MediaInfo.Container;

/** Looks how much of a file is there, before any program of others opens it. */
public final class Examination {

    private Examination() {}

    public static Condition examine(Path file, Container container) throws IOException {
        try (var bytes = MediaBytes.open(file)) {
            return switch (container) {
                case MP4 -> Mp4Examination.examine(bytes);
                case MATROSKA -> WebmExamination.examine(bytes);
            };
        }
    }
}
