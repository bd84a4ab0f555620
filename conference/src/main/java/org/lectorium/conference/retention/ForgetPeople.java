package org.lectorium.conference.retention;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lectorium.conference.callbacks.EventLog;
import org.lectorium.conference.retention.ErasureTable.Traces;
import org.lectorium.core.ConferenceChanged;
import org.lectorium.core.PersonErased;
import org.lectorium.core.PersonalData;
import org.lectorium.core.UserId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes those who ask for it out of the conferences: somebody was there and wrote something, nobody knows who and what. */
@Component
public class ForgetPeople implements PersonalData {

    /** What Prosody still keeps when somebody is erased has arrived by then. */
    private static final Duration STILL_ARRIVING = Duration.ofDays(7);

    private final ErasureTable table;
    private final EventLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ForgetPeople(ErasureTable table, EventLog log, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    void on(PersonErased erased) {
        table.remember(erased.person(), clock.instant());
        forget(erased.person());
    }

    /**
     * Those who asked lately: something of theirs may have arrived since, from a spool or from a conference that they
     * have not left.
     */
    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
    @Transactional
    public void forgetAgain() {
        var now = clock.instant();
        table.erasedSince(now.minus(STILL_ARRIVING)).forEach(this::forget);
    }

    private void forget(UserId person) {
        var everywhere = table.traces(person);
        var names =
                everywhere.stream().flatMap(traces -> traces.names().stream()).collect(Collectors.toUnmodifiableSet());
        blacken(table.eventsOfNoConference(person), Set.of(person.toString()), names);
        for (Traces traces : everywhere) {
            log.holdBack(traces.conference());
            blackenEvents(person, traces);
            table.erase(person, traces);
            events.publishEvent(new ConferenceChanged(table.facts(traces.conference())));
        }
    }

    /** Otherwise deriving the conference again would bring everything back. */
    private void blackenEvents(UserId person, Traces traces) {
        var ids = new HashSet<>(traces.participants());
        ids.add(person.toString());
        blacken(table.events(traces.conference()), ids, traces.names());
    }

    private void blacken(Map<Long, String> events, Set<String> ids, Set<String> names) {
        events.forEach(
                (number, body) -> Redaction.of(body, ids, names).ifPresent(black -> table.rewriteEvent(number, black)));
    }

    @Override
    public Map<String, Object> of(UserId person) {
        return table.dataOf(person);
    }
}
