package org.lectorium.api;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A program that is killed and starts again with what it had on its disk, as a supervisor sees to it: also when it ends
 * by itself, or does not come up because what it needs is away.
 */
final class Mortal implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 50;
    private static final long TRY_AGAIN_AFTER_MILLIS = 500;

    /** One run of the program. */
    interface Life {

        /** Returns when others can use it; throws when it has ended. */
        void awaitReady() throws Exception;

        boolean isAlive();

        /** With kill -9, it and all that it has started. */
        void kill();
    }

    interface Birth {

        /** Returns at once. */
        Life start() throws Exception;
    }

    private final String name;
    private final Birth birth;
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger endedByItself = new AtomicInteger();
    private boolean wanted;
    private long revivedAt;
    private volatile boolean ready;
    private @Nullable Life life;

    /** Waits to be {@link #revive}d. */
    Mortal(String name, Birth birth) {
        this.name = name;
        this.birth = birth;
        Thread.ofVirtual().start(this::keepAlive);
    }

    String name() {
        return name;
    }

    int kills() {
        return kills.get();
    }

    /** Times that nobody had killed it. */
    int endedByItself() {
        return endedByItself.get();
    }

    boolean isReady() {
        return ready;
    }

    /** Whether it may live, and has not come up yet for longer than that. */
    synchronized boolean isComingBackFor(Duration time) {
        return wanted && !ready && System.nanoTime() - revivedAt > time.toNanos();
    }

    /** It stays away until it is {@link #revive}d. */
    synchronized void kill() {
        wanted = false;
        ready = false;
        if (life != null) {
            kills.incrementAndGet();
            life.kill();
            life = null;
        }
        notifyAll();
    }

    synchronized void revive() {
        wanted = true;
        revivedAt = System.nanoTime();
        notifyAll();
    }

    private void keepAlive() {
        try {
            while (true) {
                var born = bear();
                try {
                    born.awaitReady();
                    ready = true;
                    awaitEnd(born);
                } catch (Exception e) {
                    // It was killed meanwhile, or has ended: what it needs is away.
                    born.kill();
                }
                ready = false;
                Thread.sleep(TRY_AGAIN_AFTER_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Life bear() throws InterruptedException {
        while (!wanted) {
            wait();
        }
        try {
            var born = birth.start();
            life = born;
            return born;
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    private void awaitEnd(Life running) throws InterruptedException {
        while (running.isAlive()) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        synchronized (this) {
            if (wanted && life == running) {
                endedByItself.incrementAndGet();
            }
        }
    }

    void awaitReady(Duration patience) {
        await(name).atMost(patience).until(this::isReady);
    }

    @Override
    public void close() {
        kill();
    }
}
