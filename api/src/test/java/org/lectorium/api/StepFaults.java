package org.lectorium.api;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes steps of the pipeline go wrong at the worst moment: when all their work is done and nobody has noted it yet.
 */
final class StepFaults implements BeanPostProcessor {

    /** The names of the steps' beans, in the order of the pipeline. */
    static final List<String> STEPS =
            List.of("salvageOriginal", "probe", "makeWatchable", "takePoster", "encode", "publish");

    private final Map<String, Queue<Runnable>> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();

    /** Each next run of the step meets the next fault; when there are none left it succeeds. */
    void add(String step, Runnable fault) {
        faults.computeIfAbsent(step, name -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    /** How often the step ran to its end, well or badly. */
    int runs(String step) {
        return runs.computeIfAbsent(step, name -> new AtomicInteger()).get();
    }

    void reset() {
        faults.clear();
        runs.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof Tasklet step)) {
            return bean;
        }
        return (Tasklet) (contribution, context) -> {
            var status = step.execute(contribution, context);
            runs.computeIfAbsent(name, unknown -> new AtomicInteger()).incrementAndGet();
            var fault = faults.getOrDefault(name, new ConcurrentLinkedQueue<>()).poll();
            if (fault != null) {
                fault.run();
            }
            return status;
        };
    }
}
