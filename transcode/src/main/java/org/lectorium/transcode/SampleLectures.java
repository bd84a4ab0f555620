package org.lectorium.transcode;

import java.nio.file.Path;
import java.util.List;

/** Makes recordings out of nothing, for who wants to see the archive before there is one. */
public interface SampleLectures {

    /** A lecture that shows one slide after the other, as an MP4 like Jibri's, 1280 × 720. */
    Path record(List<Slide> slides, int secondsPerSlide, Path directory);

    /** @param lines letters, digits, spaces and dashes: they become part of a filter's description */
    record Slide(String title, List<String> lines) {}
}
