package org.lectorium.transcode.salvage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.salvage.Condition.CutOff;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;
import org.lectorium.transcode.salvage.Rebuild.Rebuilt;

/**
 * How a file that FFmpeg can read is made of one that it cannot. Can be done again at any time: the original stays as it
 * came.
 *
 * @param begin of what is used
 * @param end of what is used
 * @param lostBytes that come to nothing
 * @param parameters with which an index is made; null if nothing has to be made and the rest only be left out
 */
public record Salvage(
        long begin, long end, long lostBytes, @Nullable StreamParameters parameters) {

    public static Salvage of(CutOff cut) {
        return new Salvage(0, cut.usableBytes(), cut.lostBytes(), null);
    }

    public static Salvage of(WithoutIndex where, Rebuilt rebuilt, StreamParameters parameters) {
        return new Salvage(where.begin(), where.end(), rebuilt.lostBytes(), parameters);
    }

    public boolean rebuilt() {
        return parameters != null;
    }

    /** Of the bytes there were, in percent. */
    public double usedPercent() {
        double used = end - begin - (rebuilt() ? lostBytes : 0);
        return 100 * used / Math.max(1, rebuilt() ? end - begin : end + lostBytes);
    }

    public void make(Path original, Path target) throws IOException {
        if (parameters != null) {
            Rebuild.rebuild(original, new WithoutIndex(begin, end), parameters, Rebuild.ALL, target);
            return;
        }
        try (var bytes = MediaBytes.open(original);
                var out = new BufferedOutputStream(Files.newOutputStream(target))) {
            bytes.copyTo(out, begin, end - begin);
        }
    }
}
