package org.lectorium.core;

import java.io.InputStream;
import java.util.Optional;

/** Recordings that are watched while they arrive. The transcode stage makes what there is to watch, the catalog serves it. */
public interface LiveMedia {

    /** Where a player begins. */
    String PLAYLIST = "video.m3u8";

    /**
     * Why it cannot be watched yet; empty if it can. Costs little.
     *
     * @throws ProblemException in scope {@link ProblemScope#ENVIRONMENT} if this node cannot know
     */
    Optional<ProblemException> obstacle(RecordingId recording);

    /**
     * One of the files of which playing consists, made from now on if nobody asked before. Waits a while for one that is
     * about to be there.
     *
     * @return empty if there is no such file
     * @throws ProblemException if it cannot be watched yet, or not here, or not now
     */
    Optional<LiveFile> open(RecordingId recording, String name);

    /** @param content to be closed */
    record LiveFile(InputStream content, String contentType, long sizeBytes) {}
}
