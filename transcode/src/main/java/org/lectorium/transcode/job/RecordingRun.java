package org.lectorium.transcode.job;

import java.nio.file.Path;
import org.lectorium.core.MediaKey;
import org.lectorium.core.RecordingId;

/**
 * One run of the job: which recording, under which fence, in which scratch directory. Bound to the thread and not a job
 * parameter, because a restart is another run of the same job.
 *
 * @param generation of the media that this run makes; a later run has a higher one
 */
record RecordingRun(RecordingId recording, long generation, Path directory, RunProgress progress) {

    static final ScopedValue<RecordingRun> CURRENT = ScopedValue.newInstance();

    static RecordingRun current() {
        return CURRENT.get();
    }

    MediaKey key(String name) {
        return MediaKey.made(recording, generation, name);
    }
}
