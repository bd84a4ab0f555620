package org.lectorium.conference.monitoring;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells those who watch when something changes. However many watch, each node looks once a second, and not at all
 * while nobody does.
 */
@Component
public class Watchers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Watchers.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Proxies close what is silent, and who went without a word is noticed by writing only. */
    private static final int PAUSES_BETWEEN_SIGNS = 15;

    private final Monitor monitor;
    private final Set<Watcher> watchers = new HashSet<>();

    private @Nullable Thread looking;
    private @Nullable MonitoringState last;
    private boolean running;

    Watchers(Monitor monitor) {
        this.monitor = monitor;
    }

    /** Somebody who watches; methods throw if they are gone. */
    public interface Watcher {

        void tell(MonitoringState state);

        /** A sign of life. */
        void sign();

        void end();
    }

    /** Tells at once how it is, and then whenever that changes. */
    public void add(Watcher watcher) {
        synchronized (watchers) {
            if (!running) {
                watcher.end();
                return;
            }
            if (last != null) {
                watcher.tell(last);
            }
            watchers.add(watcher);
            if (looking == null) {
                looking = Thread.ofVirtual().name("monitoring").start(this::lookUntilNobodyWatches);
            }
        }
    }

    public void remove(Watcher watcher) {
        synchronized (watchers) {
            watchers.remove(watcher);
        }
    }

    private void lookUntilNobodyWatches() {
        for (int pauses = 0; goOn(); pauses++) {
            try {
                show(monitor.look());
            } catch (RuntimeException e) {
                log.warn("Nothing new for those who watch: {}", e.getMessage());
            }
            if (pauses % PAUSES_BETWEEN_SIGNS == PAUSES_BETWEEN_SIGNS - 1) {
                each(Watcher::sign);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean goOn() {
        synchronized (watchers) {
            if (watchers.isEmpty() || Thread.currentThread().isInterrupted()) {
                looking = null;
                last = null;
                return false;
            }
            return true;
        }
    }

    private void show(MonitoringState state) {
        synchronized (watchers) {
            var before = last;
            if (before != null && before.isLike(state)) {
                return;
            }
            last = state;
        }
        each(watcher -> watcher.tell(state));
    }

    private interface Telling {
        void to(Watcher watcher);
    }

    /** One who cannot be told anything is gone. Outside of the lock: a slow one holds up nobody who comes. */
    private void each(Telling telling) {
        Set<Watcher> all;
        synchronized (watchers) {
            all = Set.copyOf(watchers);
        }
        for (Watcher watcher : all) {
            try {
                telling.to(watcher);
            } catch (RuntimeException e) {
                log.debug("Somebody stopped watching", e);
                remove(watcher);
            }
        }
    }

    @Override
    public void start() {
        synchronized (watchers) {
            running = true;
        }
    }

    /** Before the web server, which otherwise waits for streams that have no end. */
    @Override
    public void stop() {
        Set<Watcher> all;
        synchronized (watchers) {
            running = false;
            all = Set.copyOf(watchers);
            watchers.clear();
            if (looking != null) {
                looking.interrupt();
            }
        }
        all.forEach(Watcher::end);
    }

    @Override
    public boolean isRunning() {
        synchronized (watchers) {
            return running;
        }
    }
}
