package org.lectorium.transcode.job;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A step of the pipeline. It may run again after any crash, so all it does can be done twice. */
abstract class RecordingStep implements Tasklet {

    private final Step step;

    RecordingStep(Step step) {
        this.step = step;
    }

    @Override
    public final RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var run = RecordingRun.current();
        run.progress().begin(step);
        execute(run);
        return RepeatStatus.FINISHED;
    }

    /** @throws org.lectorium.core.ProblemException if it cannot be done */
    abstract void execute(RecordingRun run);
}
