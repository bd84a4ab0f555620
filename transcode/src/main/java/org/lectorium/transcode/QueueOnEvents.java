package org.lectorium.transcode;

import java.time.Clock;
import org.lectorium.core.RecordingEvent.OriginalStored;
import org.lectorium.core.RecordingEvent.RetryRequested;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Step 2 of the flow: an original that is stored is a job that is queued, in one transaction. */
@Component
class QueueOnEvents {

    private final ProcessingTable table;
    private final ProcessingQueue queue;
    private final Clock clock;

    QueueOnEvents(ProcessingTable table, ProcessingQueue queue, Clock clock) {
        this.table = table;
        this.queue = queue;
        this.clock = clock;
    }

    @EventListener
    void on(OriginalStored stored) {
        table.add(stored.recording(), stored.file(), stored.meeting());
        queue.add(stored.recording(), clock.instant());
    }

    @EventListener
    void on(RetryRequested retry) {
        table.resetFailures(retry.recording());
        queue.add(retry.recording(), clock.instant());
    }
}
