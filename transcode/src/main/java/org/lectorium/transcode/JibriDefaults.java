package org.lectorium.transcode;

import java.nio.file.Path;

/** Records a second as Jibri does out of the box, for the parameters that its streams have then. */
public interface JibriDefaults {

    /** @param quality x264's rate factor, the only number that operators change without changing the rest */
    Path record(int width, int height, String quality, Path directory);
}
