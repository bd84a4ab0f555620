package org.lectorium.transcode.ffmpeg;

import java.util.function.Supplier;
import org.lectorium.transcode.TranscodeSettings;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The programs and how they are started; found, unpacked and tried at the first use. */
@Component
class FfmpegTools {

    private final TranscodeSettings settings;
    private final Supplier<Ready> ready;

    FfmpegTools(TranscodeSettings settings) {
        this.settings = settings;
        this.ready = SingletonSupplier.of(() -> Ready.prepare(settings));
    }

    private record Ready(FfmpegBinaries binaries, FfmpegProcess process) {

        static Ready prepare(TranscodeSettings settings) {
            var binaries = FfmpegBinaries.locate(settings);
            return new Ready(binaries, new FfmpegProcess(Sandbox.prepare(settings.sandbox(), binaries)));
        }
    }

    FfmpegBinaries binaries() {
        return ready.get().binaries();
    }

    FfmpegProcess process() {
        return ready.get().process();
    }

    TranscodeSettings settings() {
        return settings;
    }
}
