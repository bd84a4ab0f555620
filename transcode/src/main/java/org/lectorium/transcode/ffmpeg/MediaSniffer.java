package org.lectorium.transcode.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.lectorium.transcode.MediaInfo.Container;

/** Tells a container by its first bytes, before any program of others opens the file. */
final class MediaSniffer {

    private static final byte[] EBML = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};

    /** The boxes that an ISO base media file may begin with (ISO/IEC 14496-12 §4.3 and what QuickTime did before). */
    private static final Set<String> FIRST_BOXES = Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide");

    private MediaSniffer() {}

    static Optional<Container> sniff(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(12);
        }
        if (head.length < 12) {
            return Optional.empty();
        }
        if (Arrays.equals(head, 0, 4, EBML, 0, 4)) {
            return Optional.of(Container.MATROSKA);
        }
        var box = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
        return FIRST_BOXES.contains(box) ? Optional.of(Container.MP4) : Optional.empty();
    }
}
