package org.lectorium.transcode.quartz;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;
import org.lectorium.transcode.job.ProcessRecording;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;

/** One recording's turn. Made anew by Quartz for each run. */
@DisallowConcurrentExecution
class ProcessRecordingJob implements InterruptableJob {

    private final ProcessRecording processRecording;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

    ProcessRecordingJob(ProcessRecording processRecording) {
        this.processRecording = processRecording;
    }

    @Override
    public void execute(JobExecutionContext context) {
        running.set(Thread.currentThread());
        try {
            processRecording.run(RecordingId.of(context.getJobDetail().getKey().getName()));
        } finally {
            running.set(null);
            // The thread goes back to Quartz's pool.
            Thread.interrupted();
        }
    }

    @Override
    public void interrupt() {
        var thread = running.get();
        if (thread != null) {
            thread.interrupt();
        }
    }
}
