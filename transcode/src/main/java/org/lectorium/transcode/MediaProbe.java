package org.lectorium.transcode;

import java.nio.file.Path;

/** Finds out what is in a file. */
public interface MediaProbe {

    /** @throws org.lectorium.core.ProblemException in scope RECORDING if this is nothing that we can play */
    MediaInfo probe(Path file);
}
