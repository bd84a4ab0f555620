package org.lectorium.transcode.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.JibriDefaults;
import org.lectorium.transcode.MediaConverter;
import org.lectorium.transcode.StreamReferences;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;
import org.lectorium.transcode.salvage.Rebuild;
import org.lectorium.transcode.salvage.Salvage;
import org.lectorium.transcode.salvage.StreamParameters;
import org.springframework.stereotype.Component;

/**
 * Finds the stream parameters that media without an index was written with: those of healthy recordings with the same
 * settings, then what Jibri does out of the box. A few seconds are rebuilt with each and decoded strictly; with wrong
 * parameters that fails within the first picture.
 */
@Component
class FindReference {

    private static final int MOST_CANDIDATES = 16;

    private static final Pattern QUALITY = Pattern.compile("\\bcrf=(\\d{1,2}(?:\\.\\d+)?)\\b");

    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(
            new Size(1920, 1080),
            new Size(1280, 720),
            new Size(2560, 1440),
            new Size(1600, 900),
            new Size(1366, 768),
            new Size(1024, 768),
            new Size(854, 480),
            new Size(640, 480),
            new Size(640, 360));

    private final StreamReferences references;
    private final JibriDefaults defaults;
    private final MediaConverter converter;

    FindReference(StreamReferences references, JibriDefaults defaults, MediaConverter converter) {
        this.references = references;
        this.defaults = defaults;
        this.converter = converter;
    }

    /** @throws ProblemException if none fits; the recording then waits for one that does */
    Salvage salvage(RecordingRun run, Path original, WithoutIndex where) {
        var encoder = PlayableOriginals.onDisk(() -> Rebuild.encoder(original, where));
        // First, so that none slips through that comes while the others are tried.
        references.await(run.recording(), encoder);
        var parameters = references.candidates(encoder, MOST_CANDIDATES).stream()
                .filter(candidate -> fits(run, original, where, candidate))
                .findFirst()
                .or(() -> outOfTheBox(run, original, where, encoder))
                .orElseThrow(() -> new ProblemException(TranscodeProblem.MP4_INDEX_MISSING));
        var rebuilt = PlayableOriginals.onDisk(
                () -> Rebuild.rebuild(original, where, parameters, Rebuild.ALL, PlayableOriginals.salvaged(run)));
        return Salvage.of(where, rebuilt, parameters);
    }

    private Optional<StreamParameters> outOfTheBox(
            RecordingRun run, Path original, WithoutIndex where, String encoder) {
        var quality = QUALITY.matcher(encoder);
        if (!quality.find()) {
            return Optional.empty();
        }
        for (Size size : SIZES) {
            var recorded = defaults.record(size.width, size.height, quality.group(1), run.directory());
            var parameters = PlayableOriginals.onDisk(() -> StreamParameters.of(recorded));
            if (parameters.isEmpty() || !parameters.get().encoder().equals(encoder)) {
                return Optional.empty();
            }
            if (fits(run, original, where, parameters.get())) {
                return parameters;
            }
        }
        return Optional.empty();
    }

    private boolean fits(RecordingRun run, Path original, WithoutIndex where, StreamParameters candidate) {
        var trial = run.directory().resolve("trial.mp4");
        return PlayableOriginals.onDisk(() -> Rebuild.rebuild(original, where, candidate, Rebuild.TRIAL, trial))
                        .plausible()
                && converter.decodes(trial);
    }
}
