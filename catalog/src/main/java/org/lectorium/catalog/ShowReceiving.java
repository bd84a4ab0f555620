package org.lectorium.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Deliveries;
import org.lectorium.core.Deliveries.Arriving;
import org.lectorium.core.Deliveries.Delivery;
import org.lectorium.core.LiveMedia;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Shows recordings while they arrive. Looks again and again at what is being sent, so that cards are right after any
 * crash; nothing waits for it, and least of all the senders.
 */
@Component
class ShowReceiving {

    private static final Logger log = LoggerFactory.getLogger(ShowReceiving.class);

    private final ReceivingTable table;
    private final RecordingsTable recordings;
    private final ExpectRecordings expecting;
    private final FirstTerms terms;
    private final TieToConferences ties;
    private final ObjectProvider<Deliveries> deliveries;
    private final ObjectProvider<LiveMedia> live;
    private final TransactionOperations transaction;

    ShowReceiving(
            ReceivingTable table,
            RecordingsTable recordings,
            ExpectRecordings expecting,
            FirstTerms terms,
            TieToConferences ties,
            ObjectProvider<Deliveries> deliveries,
            ObjectProvider<LiveMedia> live,
            TransactionOperations transaction) {
        this.table = table;
        this.recordings = recordings;
        this.expecting = expecting;
        this.terms = terms;
        this.ties = ties;
        this.deliveries = deliveries;
        this.live = live;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 2_000)
    void look() {
        var sending = deliveries.getIfAvailable();
        if (sending != null) {
            // In this order: another node may show at this moment what has just begun.
            var shown = table.all();
            look(shown, sending.arriving(), sending);
        }
    }

    private void look(List<Receiving> shown, List<Arriving> arriving, Deliveries sending) {
        var known = shown.stream().collect(Collectors.toMap(Receiving::delivery, Function.identity()));
        for (Arriving each : arriving) {
            var before = known.remove(each.recording());
            each(each.recording(), () -> follow(each, before, sending));
        }
        known.values().forEach(gone -> each(gone.delivery(), () -> end(gone, sending)));
    }

    /** One that cannot be shown is in nobody's way. */
    private void each(RecordingId delivery, Runnable work) {
        try {
            transaction.executeWithoutResult(status -> work.run());
        } catch (RuntimeException e) {
            log.warn("The card of {} is not up to date: {}", delivery, e.toString());
        }
    }

    private void follow(Arriving arriving, @Nullable Receiving before, Deliveries sending) {
        if (before == null) {
            sending.describe(arriving.recording()).ifPresent(delivery -> begin(arriving, delivery));
            return;
        }
        var now = new Receiving(before.delivery(), before.card(), arriving.bytes(), arriving.ofBytes());
        if (!now.equals(before)) {
            table.progressed(now);
        }
        var card = recordings.find(now.card()).orElse(null);
        if (card == null) {
            // Another delivery of the same run was quicker, and what was expected is there.
            table.remove(now.delivery());
        } else if (!card.hasArrived()) {
            stateObstacle(now);
        }
    }

    private void begin(Arriving arriving, Delivery delivery) {
        var id = arriving.recording();
        var expected = delivery.owner() == null ? expecting.receive(delivery) : Optional.<RecordingId>empty();
        var card = expected.filter(free -> table.ofCard(free).isEmpty()).orElse(id);
        var receiving = new Receiving(id, card, arriving.bytes(), arriving.ofBytes());
        if (!receiving.wasExpected()) {
            show(id, delivery);
        }
        if (table.add(receiving)) {
            recordings.receive(card, obstacle(id));
        }
    }

    private void show(RecordingId card, Delivery delivery) {
        var meeting = delivery.meeting();
        var first = terms.of(meeting, delivery.owner());
        var startedAt = meeting.startedAt() != null ? meeting.startedAt() : delivery.begunAt();
        recordings.expect(card, titled(first.meeting(), delivery), startedAt, null, first.access(), delivery.owner());
        ties.tie(card);
    }

    private static RecordedMeeting titled(RecordedMeeting meeting, Delivery delivery) {
        return meeting.room() != null
                ? meeting
                : meeting.orElse(new RecordedMeeting(null, delivery.fileName(), null, null, null, Set.of()));
    }

    private void stateObstacle(Receiving receiving) {
        var media = live.getIfAvailable();
        if (media != null) {
            try {
                recordings.receive(receiving.card(), problem(media.obstacle(receiving.delivery())));
            } catch (ProblemException e) {
                log.debug("Another node may know whether {} can be watched", receiving.delivery(), e);
            }
        }
    }

    /** Why it cannot be watched yet; null if it can. */
    private @Nullable Problem obstacle(RecordingId delivery) {
        var media = live.getIfAvailable();
        try {
            return problem(
                    media == null
                            ? Optional.of(new ProblemException(CatalogProblem.NOT_WATCHABLE_YET))
                            : media.obstacle(delivery));
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private static @Nullable Problem problem(Optional<ProblemException> obstacle) {
        return obstacle.map(ProblemException::problem).orElse(null);
    }

    private void end(Receiving receiving, Deliveries sending) {
        var delivery = receiving.delivery();
        if (receiving.wasExpected()) {
            table.remove(delivery);
            expecting.goOnWaiting(receiving.card());
            return;
        }
        recordings.forgetCard(receiving.card());
        sending.became(delivery)
                .filter(recording -> !recording.equals(delivery))
                .ifPresentOrElse(recording -> table.replaced(delivery, recording), () -> table.remove(delivery));
    }
}
