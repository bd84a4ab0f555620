package org.lectorium.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ConferenceChanged;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.Deliveries;
import org.lectorium.core.Deliveries.Delivery;
import org.lectorium.core.DeliveryBegun;
import org.lectorium.core.People;
import org.lectorium.core.People.Profile;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecorderRun;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows what is recorded before it is there, and tells people when it does not come. What is known of a run is what
 * was told last of it, so events that come twice, late or in one heap end at the same card.
 */
@Component
class ExpectRecordings {

    private static final Logger log = LoggerFactory.getLogger(ExpectRecordings.class);

    private static final int TOGETHER = 100;

    /** What is told only now of runs before that is history; nobody waits for it. */
    private static final Duration HISTORY = Duration.ofDays(30);

    private final ExpectedTable table;
    private final RecordingsTable recordings;
    private final ReceivingTable receiving;
    private final FirstTerms terms;
    private final People people;
    private final ObjectProvider<Deliveries> deliveries;
    private final CatalogSettings settings;
    private final Clock clock;

    ExpectRecordings(
            ExpectedTable table,
            RecordingsTable recordings,
            ReceivingTable receiving,
            FirstTerms terms,
            People people,
            ObjectProvider<Deliveries> deliveries,
            CatalogSettings settings,
            Clock clock) {
        this.table = table;
        this.recordings = recordings;
        this.receiving = receiving;
        this.terms = terms;
        this.people = people;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void on(ConferenceChanged event) {
        if (event.runs().isEmpty()) {
            return;
        }
        var known = table.find(event.runs().stream().map(RecorderRun::session).toList()).stream()
                .collect(Collectors.toMap(each -> each.run().session(), Function.identity()));
        event.runs().stream()
                .filter(run -> isNews(run, known.get(run.session()), event.conference()))
                .forEach(run -> follow(run, event.conference()));
    }

    private static boolean isNews(RecorderRun run, @Nullable Expected known, ConferenceFacts conference) {
        return known == null
                || !known.run().equals(run)
                || !Integer.valueOf(conference.number()).equals(known.conference());
    }

    private void follow(RecorderRun run, ConferenceFacts conference) {
        var attended = conference.attended();
        follow(run, conference.room(), conference.meetingId(), conference.number(), attended);
    }

    /** A recorder sends what it has: then there was something, whether Prosody told of it or not. */
    @EventListener
    @Transactional
    public void on(DeliveryBegun event) {
        var meeting = event.meeting();
        var session = meeting.recorderSession();
        if (session != null && table.find(List.of(session)).isEmpty()) {
            var began = meeting.startedAt() != null ? meeting.startedAt() : event.at();
            follow(
                    new RecorderRun(session, began, began, event.at(), null),
                    meeting.room(),
                    meeting.meetingId(),
                    null,
                    meeting.attended());
        }
    }

    private void follow(
            RecorderRun run,
            @Nullable String room,
            @Nullable String meetingId,
            @Nullable Integer conference,
            Set<UserId> attended) {
        var now = clock.instant();
        var before = table.lock(run.session()).orElse(null);
        if (before == null && run.endedAt() != null && run.endedAt().isBefore(now.minus(HISTORY))) {
            return;
        }
        var begun = before != null ? before : Expected.of(run);
        var after = begun.following(run, room, meetingId, conference, now);
        if (before != null) {
            table.save(after);
        } else if (!table.add(after)) {
            return;
        }
        table.arrivedOf(run.session())
                .filter(recording -> after.isOpen())
                .ifPresentOrElse(recording -> settle(after, recording), () -> show(after, attended));
    }

    private void show(Expected expected, Set<UserId> attended) {
        var run = expected.run();
        if (!expected.isOpen() || !expected.outlook().isShown()) {
            return;
        }
        var meeting = expected.meeting();
        var first = terms.of(
                new RecordedMeeting(
                        meeting.room(), null, meeting.startedAt(), meeting.meetingId(), run.session(), attended),
                null);
        var startedAt = run.startedAt() != null ? run.startedAt() : run.askedAt();
        recordings.expect(expected.card(), first.meeting(), startedAt, expected.conference(), first.access(), null);
        if (receiving.ofCard(expected.card()).isEmpty()) {
            recordings.foresee(expected.card(), expected.outlook().status(), startedAt, expected.problem());
        }
    }

    /**
     * A delivery has begun to arrive, and is seen doing so.
     *
     * @return the card of the run that it is of, held until the transaction ends; empty if none is waited for
     */
    Optional<RecordingId> receive(Delivery delivery) {
        var told = delivery.meeting();
        on(new DeliveryBegun(told, delivery.begunAt()));
        return table.lockRunOf(told, told.startedAt() != null ? told.startedAt() : delivery.begunAt())
                .filter(Expected::isOpen)
                .filter(expected -> expected.outlook().isShown())
                .map(Expected::card);
    }

    /** Nothing arrives any more, and nothing has come. */
    void goOnWaiting(RecordingId card) {
        table.byCard(card).ifPresent(expected -> show(expected, Set.of()));
    }

    /**
     * A recorder's delivery is there: its card goes, in the same transaction.
     *
     * @return what is known of it now; a recorder that was killed says little itself
     */
    RecordedMeeting arrived(RecordingId recording, RecordedMeeting told, Instant receivedAt) {
        return table.lockRunOf(told, told.startedAt() != null ? told.startedAt() : receivedAt)
                .map(run -> {
                    // There may be more than one file of a run; the first one is what was waited for.
                    if (run.recording() == null) {
                        settle(run, recording);
                    }
                    return told.orElse(run.meeting());
                })
                .orElse(told);
    }

    private void settle(Expected expected, RecordingId recording) {
        table.save(expected.become(recording));
        recordings.forgetCard(expected.card());
        if (expected.missingAt() != null) {
            log.info(
                    "What the recorder made in session {} came after all: {}",
                    expected.run().session(),
                    recording);
        }
    }

    /** Nothing will come of it, somebody says who can know. */
    void dismiss(Expected expected) {
        table.save(expected.dismissed(clock.instant()));
        recordings.forgetCard(expected.card());
    }

    @Scheduled(fixedDelay = 5_000)
    @Transactional
    public void look() {
        // A delivery and the news of its run that were committed at the same moment did not see each other.
        table.overlooked(TOGETHER)
                .forEach(session -> table.lock(session)
                        .filter(Expected::isOpen)
                        .ifPresent(expected ->
                                table.arrivedOf(session).ifPresent(recording -> settle(expected, recording))));
        var now = clock.instant();
        table.endedBefore(now.minus(settings.missingAfter()), TOGETHER)
                .forEach(session -> table.lock(session)
                        .filter(expected -> expected.missingAt() == null)
                        .filter(expected -> expected.isOverdue(now, settings.missingAfter()))
                        .filter(expected -> !isUnderWay(session))
                        .ifPresent(expected -> miss(expected, now)));
    }

    /** What still comes in is late, and not missing. */
    private boolean isUnderWay(String session) {
        var known = deliveries.getIfAvailable();
        return known != null && known.isUnderWay(session);
    }

    private void miss(Expected expected, Instant now) {
        var missing = expected.missed(now);
        table.save(missing);
        show(missing, Set.of());
        log.warn(
                "The recording of session {} in room {} has not come",
                expected.run().session(),
                expected.room());
        table.tell(expected.run().session(), addresses(expected), now);
    }

    private Set<String> addresses(Expected expected) {
        var owners = recordings.find(expected.card()).stream().flatMap(card -> card.access().owners().stream());
        return Stream.concat(owners, people.administrators().stream())
                .distinct()
                .flatMap(person -> people.profile(person).stream())
                .map(Profile::email)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }
}
