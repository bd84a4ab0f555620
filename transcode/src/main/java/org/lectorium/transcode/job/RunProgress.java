package org.lectorium.transcode.job;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.plan.TranscodePlan;

/** How far a run is, in percent of the work that its plan should cost, and how long the rest will take at its pace. */
final class RunProgress {

    private static final long REPORT_EVERY_NANOS = Duration.ofMillis(500).toNanos();

    /** An estimate from less than that is a guess. */
    private static final double LEAST_PERCENT = 2;

    interface Listener {
        void progressed(Step step, double percent, @Nullable Double etaSeconds);
    }

    private final LongSupplier nanoTime;
    private final Listener listener;
    private final long begunAt;

    private @Nullable TranscodePlan plan;
    private double mediaSeconds;
    private double percentAtBegin = -1;
    private long reportedAt;

    RunProgress(LongSupplier nanoTime, Listener listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.begunAt = nanoTime.getAsLong();
    }

    /** From here on it is known what has to be done. */
    void planned(TranscodePlan newPlan, double newMediaSeconds) {
        plan = newPlan;
        mediaSeconds = newMediaSeconds;
    }

    void begin(Step step) {
        report(step, percent(step, 0));
    }

    /** @param second of the media that the step has reached; told to the listener now and then */
    void reached(Step step, double second) {
        if (nanoTime.getAsLong() - reportedAt >= REPORT_EVERY_NANOS) {
            report(step, percent(step, mediaSeconds > 0 ? Math.clamp(second / mediaSeconds, 0, 1) : 0));
        }
    }

    private void report(Step step, double percent) {
        reportedAt = nanoTime.getAsLong();
        if (percentAtBegin < 0) {
            percentAtBegin = percent;
        }
        double gained = percent - percentAtBegin;
        double elapsedSeconds = (reportedAt - begunAt) / 1e9;
        listener.progressed(step, percent, gained < LEAST_PERCENT ? null : elapsedSeconds * (100 - percent) / gained);
    }

    private double percent(Step step, double fraction) {
        if (plan == null) {
            return 0;
        }
        double all = 0;
        double done = 0;
        for (Step each : Step.ALL) {
            double cost = each.expectedSeconds(plan, mediaSeconds);
            all += cost;
            done += each.compareTo(step) < 0 ? cost : each == step ? cost * fraction : 0;
        }
        return 100 * done / all;
    }
}
