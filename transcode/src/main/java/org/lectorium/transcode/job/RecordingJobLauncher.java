package org.lectorium.transcode.job;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Optional;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.core.postgres.DatabaseAway;
import org.lectorium.transcode.TranscodeProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Starts the Batch job of a recording, or goes on with it at the step where it stood. */
@Component
class RecordingJobLauncher {

    private static final Logger log = LoggerFactory.getLogger(RecordingJobLauncher.class);

    private final Job job;
    private final JobOperator operator;
    private final JobRepository repository;
    private final Clock clock;

    RecordingJobLauncher(Job processRecordingJob, JobOperator operator, JobRepository repository, Clock clock) {
        this.job = processRecordingJob;
        this.operator = operator;
        this.repository = repository;
        this.clock = clock;
    }

    record Failure(String step, Problem problem) {}

    /** Runs to the end, on this thread. Does nothing if the job was completed before. */
    Optional<Failure> launch(RecordingId recording) {
        var parameters = new JobParametersBuilder()
                .addString("recording", recording.toString())
                .toJobParameters();
        try {
            return run(parameters);
        } catch (JobExecutionException e) {
            return cannotLaunch(recording, e);
        } catch (RuntimeException e) {
            if (DatabaseAway.isTold(e)) {
                throw e;
            }
            return cannotLaunch(recording, e);
        }
    }

    private static Optional<Failure> cannotLaunch(RecordingId recording, Exception e) {
        log.error("Cannot launch the job of {}", recording, e);
        return Optional.of(new Failure(
                Step.SALVAGE.word(), new ProblemException(TranscodeProblem.PROCESSING_FAILED, e).problem()));
    }

    private Optional<Failure> run(JobParameters parameters) throws JobExecutionException {
        var last = repository.getLastJobExecution(job.getName(), parameters);
        if (last == null) {
            forgetUnbegun(parameters);
            return failure(operator.start(job, parameters));
        }
        if (last.getStatus() == BatchStatus.COMPLETED) {
            return Optional.empty();
        }
        return failure(operator.restart(ended(last)));
    }

    /** The database went away when a job was noted and its run was not; Batch refuses to begin such a job. */
    private void forgetUnbegun(JobParameters parameters) {
        var unbegun = repository.getJobInstance(job.getName(), parameters);
        if (unbegun != null) {
            repository.deleteJobInstance(unbegun);
        }
    }

    /**
     * Quartz runs a recording once at a time: who is said to be running was killed. Of whom nothing is known, the database
     * went away at the end. Batch would leave both to people; but whatever a step does may be done again.
     */
    private JobExecution ended(JobExecution last) {
        for (StepExecution step : last.getStepExecutions()) {
            if (hasNoEnd(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(LocalDateTime.now(clock));
                repository.update(step);
            }
        }
        if (hasNoEnd(last.getStatus())) {
            last.setStatus(BatchStatus.FAILED);
            last.setEndTime(LocalDateTime.now(clock));
            repository.update(last);
        }
        return last;
    }

    private static boolean hasNoEnd(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    private static Optional<Failure> failure(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return Optional.empty();
        }
        var step = execution.getStepExecutions().stream()
                .max(Comparator.comparing(StepExecution::getId))
                .map(StepExecution::getStepName)
                .orElse(Step.SALVAGE.word());
        var problem = execution.getAllFailureExceptions().stream()
                .findFirst()
                .map(RecordingJobLauncher::problem)
                .orElseGet(() -> new ProblemException(TranscodeProblem.PROCESSING_FAILED).problem());
        return Optional.of(new Failure(step, problem));
    }

    private static Problem problem(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException named) {
                log.info("Why {}:", named.getMessage(), named.getCause());
                return named.problem();
            }
            if (DatabaseAway.isTold(cause)) {
                return new ProblemException(TranscodeProblem.STORAGE_AWAY, cause).problem();
            }
        }
        log.error("A step failed in a way that has no name", thrown);
        return new ProblemException(TranscodeProblem.PROCESSING_FAILED, thrown).problem();
    }
}
