package org.lectorium.conference.callbacks;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lectorium.conference.callbacks.ConferencesTable.Open;
import org.lectorium.conference.callbacks.ConferencesTable.RoomInstance;
import org.lectorium.conference.story.Told;
import org.lectorium.conference.story.Told.Source;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ends conferences that nobody ended. Prosody says now and then which rooms there are, and when it begins another life:
 * what it does not know any more is over, since when it was last heard of. The conclusion is an event like all others, so
 * that a replay comes to the same; if something happens later, it was wrong and counts no more.
 */
@Component
class ConcludeEnds {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Much longer than Prosody's snapshots are apart, and than a restart takes. */
    private static final Duration SILENCE = Duration.ofMinutes(20);

    /** With event_sync nobody hears anything between two people who come or go. */
    private static final Duration SILENCE_OF_SYNC = Duration.ofHours(12);

    private final EventLog events;
    private final ConferencesTable conferences;
    private final Clock clock;

    ConcludeEnds(EventLog events, ConferencesTable conferences, Clock clock) {
        this.events = events;
        this.conferences = conferences;
        this.clock = clock;
    }

    /** In the transaction in which they are kept. */
    void from(List<Told> told) {
        for (Told event : told) {
            switch (event.type()) {
                case "boot" -> fromBoot(event);
                case "rooms" -> fromSnapshot(event);
                case "gap" -> fromGap(event);
                default -> {}
            }
        }
    }

    private void fromBoot(Told event) {
        var before = EventReader.uuid(
                JSON.readTree(event.body()).path("data").path("previous_boot").asString(""));
        if (before != null) {
            conferences.endBoot(before, event.at());
        }
    }

    private void fromGap(Told event) {
        if (event.boot() != null) {
            var dropped = JSON.readTree(event.body()).path("data").path("dropped");
            conferences.noteDropped(event.boot(), Math.max(0, dropped.asLong(0)));
        }
    }

    private void fromSnapshot(Told event) {
        if (event.boot() == null) {
            return;
        }
        var alive = JSON.readTree(event.body())
                .path("data")
                .path("rooms")
                .valueStream()
                .map(room -> new RoomInstance(
                        room.path("room_jid").asString(""),
                        room.path("meeting_id").asString("")))
                .collect(Collectors.toUnmodifiableSet());
        conferences.heard(alive, event.at());
        lose(
                conferences.openOf(event.boot()).stream()
                        .filter(open -> !alive.contains(open.instance()))
                        .filter(open -> open.heardAt().isBefore(event.at()))
                        .toList(),
                "unknown");
    }

    @Scheduled(fixedDelay = 60_000)
    @Transactional
    void conclude() {
        var now = clock.instant();
        lose(conferences.silentSince(now.minus(SILENCE), now.minus(SILENCE_OF_SYNC)), "silence");
    }

    private void lose(Collection<Open> open, String reason) {
        events.append(open.stream().map(each -> lost(each, reason)).toList());
    }

    /** The same conclusion from the same silence is the same event. */
    private static Told lost(Open open, String reason) {
        var name = "lost|" + open.instance() + "|" + open.heardAt();
        var body = JSON.createObjectNode().put("reason", reason);
        if (open.openingSeconds() != null) {
            body.put("created_at", open.openingSeconds());
        }
        return new Told(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                Source.LECTORIUM,
                "lost",
                open.instance().roomJid(),
                open.instance().meeting(),
                open.heardAt(),
                null,
                null,
                body.toString());
    }
}
