package org.lectorium.conference.callbacks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.callbacks.EventLog.Derivation;
import org.lectorium.conference.story.ModuleScenes;
import org.lectorium.conference.story.Occupant.Kind;
import org.lectorium.conference.story.Scene;
import org.lectorium.conference.story.Story;
import org.lectorium.conference.story.Story.Attendance;
import org.lectorium.conference.story.StoryTeller;
import org.lectorium.conference.story.SyncScenes;
import org.lectorium.conference.story.Told;
import org.lectorium.core.ConferenceChanged;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.RecorderRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes conferences of what was told: reads all of one room instance again, tells its story and keeps that. One at a time
 * over all nodes; many events of one conference that come quickly are told together.
 */
@Component
class DeriveConferences implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeriveConferences.class);

    private static final int TOGETHER = 200;

    /** What one event costs is hardly less than what a hundred of the same conference cost. */
    private static final long GATHER_MILLIS = 250;

    private static final Duration LATER = Duration.ofMinutes(5);
    private static final Duration LOOK_BACK = Duration.ofDays(7);
    private static final String SYNC = "sync:";

    private final EventLog events;
    private final ConferencesTable conferences;
    private final ApplicationEventPublisher publisher;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final Map<Derivation, Instant> setAside = new HashMap<>();

    private @Nullable Thread thread;

    DeriveConferences(
            EventLog events,
            ConferencesTable conferences,
            ApplicationEventPublisher publisher,
            TransactionOperations transaction,
            Clock clock) {
        this.events = events;
        this.conferences = conferences;
        this.publisher = publisher;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** There is something to derive. */
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void run() {
        try {
            while (true) {
                // Another node may have kept something and died.
                if (news.tryAcquire(1, TimeUnit.SECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                    news.drainPermits();
                }
                deriveAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deriveAll() {
        try {
            List<Derivation> waiting;
            long derived;
            do {
                waiting = events.waiting(TOGETHER);
                derived = waiting.stream().filter(this::tryToDerive).count();
            } while (waiting.size() == TOGETHER && derived > 0);
        } catch (RuntimeException e) {
            log.warn("Conferences wait to be derived: {}", e.getMessage());
        }
    }

    /** One that cannot be told must not silence all others; it is tried again later. */
    private boolean tryToDerive(Derivation derivation) {
        if (clock.instant().isBefore(setAside.getOrDefault(derivation, Instant.EPOCH))) {
            return false;
        }
        try {
            derive(derivation);
            setAside.remove(derivation);
            return true;
        } catch (DataAccessResourceFailureException | TransactionException e) {
            // The database is away, for all of them.
            throw e;
        } catch (RuntimeException e) {
            log.error("A conference cannot be derived: {}", derivation, e);
            setAside.put(derivation, clock.instant().plus(LATER));
            return false;
        }
    }

    private void derive(Derivation derivation) {
        transaction.executeWithoutResult(status -> {
            if (events.claim(derivation)) {
                derive(derivation, told(derivation));
            }
        });
    }

    private List<Told> told(Derivation derivation) {
        var since = derivation.meeting().isEmpty() ? clock.instant().minus(LOOK_BACK) : Instant.EPOCH;
        return events.read(derivation.roomJid(), derivation.meeting(), since);
    }

    /** Of what is partly forgotten another story would come, with less in it than is kept. */
    private void derive(Derivation derivation, List<Told> told) {
        if (derivation.meeting().isEmpty()) {
            deriveSync(derivation.roomJid(), told);
        } else if (told.stream().noneMatch(Told::isForgotten)) {
            save(derivation.meeting(), told, withEnd(derivation, told, ModuleScenes.read(told)));
        }
    }

    /** What another life of Prosody does not know is over since it was last heard of, however late we heard that. */
    private List<Scene> withEnd(Derivation derivation, List<Told> told, List<Scene> scenes) {
        if (scenes.isEmpty() || boot(told).filter(conferences::isOver).isEmpty()) {
            return scenes;
        }
        var heard = conferences
                .heardAt(derivation.roomJid(), derivation.meeting())
                .filter(at -> at.isAfter(heardAt(scenes)))
                .orElse(heardAt(scenes));
        return Stream.concat(scenes.stream(), Stream.of(new Scene.Lost(heard, "restart")))
                .toList();
    }

    private static Optional<UUID> boot(List<Told> told) {
        return told.stream().map(Told::boot).filter(Objects::nonNull).reduce((one, other) -> other);
    }

    /** What our module tells is better: its conferences are not told a second time. */
    private void deriveSync(String roomJid, List<Told> told) {
        var forgotten = told.stream()
                .filter(Told::isForgotten)
                .map(Told::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        var sessions = SyncScenes.read(
                told.stream().filter(each -> !each.isForgotten()).toList());
        for (SyncScenes.Session session : sessions) {
            if (!session.start().isAfter(forgotten)) {
                continue;
            }
            var key = SYNC + session.start().getEpochSecond();
            var story = StoryTeller.tell(session.scenes());
            var there = conferences.overlapping(roomJid, story.startedAt(), story.endedAt());
            if (there.isPresent() && !there.get().key().startsWith(SYNC)) {
                continue;
            }
            there.filter(other -> !other.key().equals(key)).ifPresent(other -> conferences.rename(other.number(), key));
            save(key, told, session.scenes());
        }
    }

    private void save(String key, List<Told> told, List<Scene> scenes) {
        if (scenes.isEmpty()) {
            return;
        }
        var story = StoryTeller.tell(scenes);
        var last = told.getLast();
        if (story.isEmpty() && conferences.number(last.roomJid(), key).isEmpty()) {
            return;
        }
        int number = conferences.save(
                new ConferencesTable.Derived(
                        last.room(), last.roomJid(), key, story, boot(told).orElse(null), heardAt(scenes)),
                clock.instant());
        publisher.publishEvent(new ConferenceChanged(facts(number, last.room(), key, story), runs(story)));
    }

    private static Instant heardAt(List<Scene> scenes) {
        return scenes.stream().map(Scene::at).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static ConferenceFacts facts(int number, String room, String key, Story story) {
        return new ConferenceFacts(
                number,
                room,
                key.startsWith(SYNC) ? null : key,
                story.startedAt(),
                story.endedAt(),
                story.attendances().stream()
                        .map(Attendance::occupant)
                        .filter(occupant -> occupant.kind() == Kind.PARTICIPANT)
                        .map(occupant -> occupant.identity().user())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** A stream leaves nothing behind that could be waited for. */
    private static List<RecorderRun> runs(Story story) {
        return story.recorders().stream()
                .filter(run -> run.mode().equals("file"))
                .map(run ->
                        new RecorderRun(run.session(), run.askedAt(), run.startedAt(), run.endedAt(), run.failure()))
                .toList();
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("conferences").daemon().start(this::run);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
