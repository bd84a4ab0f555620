package org.lectorium.transcode.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.transcode.live.Opening.Pending;
import org.lectorium.transcode.live.Opening.Streamable;
import org.lectorium.transcode.live.Opening.Unsuitable;
import org.lectorium.transcode.salvage.MediaBytes;

class OpeningTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(textBlock = """
            # video,     audio,    verdict
            V_VP9,       A_OPUS,   MATROSKA with pictures
            V_AV1,       A_OPUS,   MATROSKA with pictures
            V_VP9,       ,         MATROSKA with pictures
            ,            A_OPUS,   MATROSKA
            V_VP8,       A_OPUS,   live-codec-unsuitable {codec=V_VP8}
            V_VP9,       A_VORBIS, live-codec-unsuitable {codec=A_VORBIS}
            V_<b>,       A_OPUS,   live-codec-unsuitable {codec=V_?b?}
            ,            ,         nothing-to-play {}
            """)
    void isOfAWebm(String video, String audio, String verdict) throws IOException {
        assertThat(read(webm(video, audio))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # video, audio, fragmented, verdict
            avc1,    mp4a,  true,       MP4 with pictures
            av01,    Opus,  true,       MP4 with pictures
            vp09,    ,      true,       MP4 with pictures
            ,        mp4a,  true,       MP4
            hvc1,    mp4a,  true,       live-codec-unsuitable {codec=hvc1}
            avc1,    ac-3,  true,       live-codec-unsuitable {codec=ac-3}
            avc1,    mp4a,  false,      live-index-missing {}
            """)
    void isOfAnMp4(String video, String audio, boolean fragmented, String verdict) throws IOException {
        assertThat(read(mp4(video, audio, fragmented))).isEqualTo(verdict);
    }

    @Test
    void isOfOneWithItsIndexAtTheEnd() throws IOException {
        assertThat(read(join(box("ftyp", new byte[8]), box("free"), box("mdat", new byte[9]))))
                .isEqualTo("live-index-missing {}");
    }

    /** Whatever is missing of the description, the answer is that nobody knows yet. */
    @Test
    void isPendingUntilTheDescriptionIsThere() throws IOException {
        for (byte[] film : new byte[][] {webm("V_VP8", "A_OPUS"), mp4("hvc1", "mp4a", true)}) {
            var whole = read(film);
            int known = film.length;
            while (!read(cut(film, known)).equals("pending")) {
                known--;
            }
            assertThat(known).isGreaterThan(40);
            for (int length = 0; length < film.length; length++) {
                assertThat(read(cut(film, length)))
                        .as("%d bytes", length)
                        .isEqualTo(length <= known ? "pending" : whole);
            }
        }
    }

    @Test
    void isOfNothingThatCanBePlayed() throws IOException {
        assertThat(read("This is no recording, and says so at some length.\n".getBytes(ISO_8859_1)))
                .isEqualTo("not-a-recording {}");
        // Pictures before anybody said what they are; a description that never comes.
        assertThat(read(join(EBML, SEGMENT, element("1f43b675", new byte[(int) Opening.MOST_BYTES]))))
                .isEqualTo("not-a-recording {}");
        assertThat(read(join(EBML, SEGMENT, element("1549a966", new byte[(int) Opening.MOST_BYTES]))))
                .isEqualTo("not-a-recording {}");
        assertThat(read(join(box("ftyp", new byte[8]), box("moov", new byte[(int) Opening.MOST_BYTES]))))
                .isEqualTo("not-a-recording {}");
    }

    /** A3: whatever the bytes are, looking at them ends. */
    @Test
    void endsForAnyBytes() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] film = i % 2 == 0 ? webm("V_VP9", "A_OPUS") : mp4("avc1", "mp4a", true);
            for (int change = random.nextInt(8); change >= 0; change--) {
                film[random.nextInt(film.length)] = (byte) random.nextInt();
            }
            assertThat(read(film)).isNotEmpty();
        }
    }

    private String read(byte[] film) throws IOException {
        var file = Files.write(temp.resolve("film"), film);
        try (var bytes = MediaBytes.open(file, Opening.MOST_BYTES)) {
            return switch (Opening.read(bytes)) {
                case Pending() -> "pending";
                case Streamable(var container, var hasVideo, var timesTold) ->
                    container + (hasVideo ? " with pictures" : "");
                case Unsuitable(var problem) -> problem.key().key() + " " + problem.facts();
            };
        }
    }

    // WebM

    private static final byte[] EBML = element("1a45dfa3", new byte[20]);
    /** Of unknown length, as browsers write it. */
    private static final byte[] SEGMENT = {0x18, 0x53, (byte) 0x80, 0x67, 1, -1, -1, -1, -1, -1, -1, -1};

    private static byte[] webm(String video, String audio) {
        var tracks = join(track(1, video), track(2, audio));
        return join(EBML, SEGMENT, element("1549a966", new byte[30]), element("1654ae6b", tracks), element("1f43b675"));
    }

    private static byte[] track(int type, String codec) {
        return codec == null
                ? new byte[0]
                : element(
                        "ae",
                        element("d7", new byte[] {1}),
                        element("83", new byte[] {(byte) type}),
                        element("86", codec.getBytes(ISO_8859_1)));
    }

    /** With its length in four bytes. */
    private static byte[] element(String id, byte[]... content) {
        var all = join(content);
        return join(
                HexFormat.of().parseHex(id),
                ByteBuffer.allocate(4).putInt(0x10000000 | all.length).array(),
                all);
    }

    // MP4

    private static byte[] mp4(String video, String audio, boolean fragmented) {
        return join(
                box("ftyp", new byte[8]),
                box(
                        "moov",
                        box("mvhd", new byte[100]),
                        fragmented ? box("mvex") : new byte[0],
                        trak("vide", video),
                        trak("soun", audio)),
                box("moof", new byte[20]));
    }

    private static byte[] trak(String handler, String codec) {
        return codec == null
                ? new byte[0]
                : box(
                        "trak",
                        box(
                                "mdia",
                                box("hdlr", new byte[8], handler.getBytes(ISO_8859_1), new byte[13]),
                                box("minf", box("stbl", box("stsd", new byte[8], box(codec, new byte[70]))))));
    }

    private static byte[] box(String type, byte[]... content) {
        var all = join(content);
        return join(ByteBuffer.allocate(4).putInt(8 + all.length).array(), type.getBytes(ISO_8859_1), all);
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }
}
