package org.lectorium.transcode.ffmpeg;

import java.util.List;
import org.lectorium.transcode.TranscodeProblem;

/** What FFmpeg means by ending badly. */
final class FfmpegFailure {

    private static final int KILLED = 128 + 9;
    private static final int CPU_LIMIT = 128 + 24;
    private static final int FILE_LIMIT = 128 + 25;

    private FfmpegFailure() {}

    static TranscodeProblem classify(int exit, List<String> messages) {
        var text = String.join("\n", messages);
        if (text.contains("moov atom not found")) {
            return TranscodeProblem.MP4_INDEX_MISSING;
        }
        if (text.contains("No space left on device")) {
            return TranscodeProblem.WORKSPACE_FULL;
        }
        if (exit == KILLED || exit == CPU_LIMIT || exit == FILE_LIMIT) {
            return TranscodeProblem.PROCESSING_TOO_COSTLY;
        }
        if (text.contains("Read-only file system") || text.contains("Permission denied")) {
            return TranscodeProblem.WORKSPACE_UNWRITABLE;
        }
        return TranscodeProblem.UNREADABLE_MEDIA;
    }
}
