package org.lectorium.transcode.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.MediaInfo.Audio;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.MediaInfo.Video;

@NullMarked
class TranscodePlannerTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # container, video, pixels,   turned, audio,  plan,                encode video, encode audio
            MP4,         h264,  yuv420p,  false,  aac,    CopyToHls,           false,        false
            MP4,         h264,  yuvj420p, false,  -,      CopyToHls,           false,        false
            MP4,         -,     -,        false,  aac,    CopyToHls,           false,        false
            MP4,         h264,  yuv420p,  false,  opus,   CopyToHls,           false,        true
            MP4,         h264,  yuv444p,  false,  aac,    EncodeToHls,         true,         false
            MP4,         h264,  yuv420p,  true,   aac,    EncodeToHls,         true,         false
            MP4,         hevc,  yuv420p,  false,  aac,    EncodeToHls,         true,         false
            MATROSKA,    h264,  yuv420p,  false,  opus,   CopyToHls,           false,        true
            MATROSKA,    vp8,   yuv420p,  false,  opus,   SeekableWebmThenHls, true,         true
            MATROSKA,    vp9,   yuv420p,  false,  -,      SeekableWebmThenHls, true,         false
            MATROSKA,    -,     -,        false,  opus,   SeekableWebmThenHls, false,        true
            """)
    void decidesByWhatIsInTheFile(
            Container container,
            @Nullable String video,
            @Nullable String pixels,
            boolean turned,
            @Nullable String audio,
            String plan,
            boolean encodeVideo,
            boolean encodeAudio) {
        var decided = TranscodePlanner.plan(new MediaInfo(
                container,
                600.0,
                video == null ? null : new Video(0, video, String.valueOf(pixels), 1280, 720, turned),
                audio == null ? null : new Audio(1, audio)));
        assertThat(decided.getClass().getSimpleName()).isEqualTo(plan);
        assertThat(decided.recipe().encodeVideo()).isEqualTo(encodeVideo);
        assertThat(decided.recipe().encodeAudio()).isEqualTo(encodeAudio);
    }
}
