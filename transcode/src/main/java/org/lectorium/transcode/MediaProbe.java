package org.lectorium.transcode;

import java.nio.file.Path;
import org.lectorium.transcode.MediaInfo.Container;

/** Finds out what is in a file. */
public interface MediaProbe {

    /** By the first bytes alone. */
    Container container(Path file);

    /** @throws org.lectorium.core.ProblemException in scope RECORDING if this is nothing that we can play */
    MediaInfo probe(Path file);
}
