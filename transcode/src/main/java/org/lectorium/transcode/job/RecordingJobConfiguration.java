package org.lectorium.transcode.job;

import org.lectorium.transcode.TranscodeSettings;
import org.lectorium.transcode.live.LiveSettings;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline, as a table of contents. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TranscodeSettings.class, LiveSettings.class})
class RecordingJobConfiguration {

    @Bean
    Job processRecordingJob(
            JobRepository repository,
            Tasklet salvageOriginal,
            Tasklet probe,
            Tasklet makeWatchable,
            Tasklet takePoster,
            Tasklet encode,
            Tasklet publish) {
        return new JobBuilder("processRecording", repository)
                .start(step(Step.SALVAGE, salvageOriginal, repository))
                .next(step(Step.PROBE, probe, repository))
                .next(step(Step.WATCHABLE, makeWatchable, repository))
                .next(step(Step.POSTER, takePoster, repository))
                .next(step(Step.ENCODE, encode, repository))
                .next(step(Step.PUBLISH, publish, repository))
                .build();
    }

    /** Without a transaction around it: a step lasts for hours, and saves what it has by itself. */
    private static org.springframework.batch.core.step.Step step(Step step, Tasklet tasklet, JobRepository repository) {
        return new StepBuilder(step.word(), repository)
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .build();
    }
}
