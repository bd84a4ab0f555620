package org.lectorium.transcode.ffmpeg;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.TranscodeProblem;

/** What FFmpeg means by ending badly. */
final class FfmpegFailure {

    private static final int KILLED = 128 + 9;
    private static final int CPU_LIMIT = 128 + 24;
    private static final int FILE_LIMIT = 128 + 25;

    private static final Pattern PICTURE_REFUSED = Pattern.compile("Picture size (\\d+)x(\\d+) (?:is invalid|exceeds)");

    private FfmpegFailure() {}

    /**
     * @param exit the exit code as a shell sees it
     * @param messages the last lines that the program wrote
     */
    static ProblemException classify(int exit, List<String> messages, @Nullable Exception cause) {
        var text = String.join("\n", messages);
        var tooLarge = PICTURE_REFUSED.matcher(text);
        if (tooLarge.find()) {
            return new ProblemException(
                    TranscodeProblem.PICTURE_TOO_LARGE,
                    Map.of("width", tooLarge.group(1), "height", tooLarge.group(2)),
                    cause);
        }
        return new ProblemException(problem(exit, text), Map.of(), cause);
    }

    private static TranscodeProblem problem(int exit, String text) {
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
