package org.lectorium.api;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.lectorium.LectoriumApplication;
import org.lectorium.ingest.tus.FinishStep;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** The application as a process of its own that stops dead where it is told to, to be killed there. */
final class KilledLectorium {

    static final String STOPPED = "Stopped in ";

    private KilledLectorium() {}

    public static void main(String[] arguments) {
        var application = new SpringApplication(LectoriumApplication.class);
        application.addInitializers(context -> {
            var faults = new StepFaults();
            for (String step : List.of(arguments)) {
                faults.add(step, () -> stop(step));
            }
            var beans = (GenericApplicationContext) context;
            beans.registerBean(StepFaults.class, () -> faults);
            var left = ConcurrentHashMap.newKeySet();
            left.addAll(List.of(arguments));
            beans.registerBean(FinishStep.Watcher.class, () -> step -> {
                if (left.remove(step.name())) {
                    stop(step.name());
                }
            });
        });
        application.run();
    }

    private static void stop(String step) {
        System.out.println(STOPPED + step);
        System.out.flush();
        while (true) {
            LockSupport.park();
        }
    }
}
