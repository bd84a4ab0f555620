package org.lectorium.transcode.quartz;

import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.lectorium.core.RecordingId;
import org.lectorium.transcode.ProcessingQueue;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** The queue is Quartz's clustered job store: whichever worker is free takes the next, a dead worker's goes to others. */
@Component
class QuartzProcessingQueue implements ProcessingQueue {

    static final String GROUP = "recordings";

    private final Scheduler scheduler;

    QuartzProcessingQueue(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void add(RecordingId recording, Instant notBefore) {
        var job = JobBuilder.newJob(ProcessRecordingJob.class)
                .withIdentity(new JobKey(recording.toString(), GROUP))
                .requestRecovery()
                .build();
        // A name of its own: a run that queues the next try must not have it deleted with its own trigger.
        var trigger = TriggerBuilder.newTrigger()
                .withIdentity(UUID.randomUUID().toString(), GROUP)
                .forJob(job)
                .startAt(Date.from(notBefore))
                .build();
        try {
            scheduler.scheduleJob(job, Set.of(trigger), true);
        } catch (JobPersistenceException e) {
            throw new DataAccessResourceFailureException("cannot queue " + recording, e);
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot queue " + recording, e);
        }
    }
}
