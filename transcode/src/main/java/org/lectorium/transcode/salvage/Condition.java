package org.lectorium.transcode.salvage;

/** How much of a recording is there, by the outer form of its file alone. */
public sealed interface Condition {

    /** Nothing speaks against it; or FFmpeg has to say what is wrong. */
    record Whole() implements Condition {}

    /**
     * A form that can be read as far as it goes, cut off somewhere.
     *
     * @param usableBytes up to the end of the last whole fragment
     * @param lostBytes that stand behind it and cannot be used
     */
    record CutOff(long usableBytes, long lostBytes) implements Condition {}

    /**
     * An MP4 whose index was to be written last and was not.
     *
     * @param begin of the media
     * @param end of the media
     */
    record WithoutIndex(long begin, long end) implements Condition {}
}
