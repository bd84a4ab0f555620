package org.lectorium.conference.history;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.core.Page;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;

/**
 * What people see of conferences: who was there all of it but the addresses of others; who owns the room, and
 * administrators, everything. For others there is no such conference.
 */
@Component
public class ReadHistory {

    private final HistoryTables tables;
    private final Clock clock;

    ReadHistory(HistoryTables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    public Page<Conference> list(Person viewer, ConferenceFilter filter, int page, int size) {
        return tables.list(viewer, filter, page, size);
    }

    /** @throws ProblemException {@link ConferenceProblem#CONFERENCE_NOT_FOUND} */
    public Conference get(Person viewer, int number) {
        return tables.find(viewer, number)
                .orElseThrow(() -> new ProblemException(
                        ConferenceProblem.CONFERENCE_NOT_FOUND, Map.of("number", Integer.toString(number))));
    }

    /** @throws ProblemException {@link ConferenceProblem#CONFERENCE_NOT_YOURS} if they were only there */
    public Conference getOwn(Person viewer, int number) {
        var conference = get(viewer, number);
        if (!mayManage(viewer, conference)) {
            throw new ProblemException(ConferenceProblem.CONFERENCE_NOT_YOURS);
        }
        return conference;
    }

    public static boolean mayManage(Person viewer, Conference conference) {
        return viewer.admin() || conference.owned();
    }

    public List<Participant> participants(Person viewer, int number) {
        var conference = get(viewer, number);
        var all = Participant.of(tables.intervals(number), tables.messagesByPresence(number), clock.instant());
        return mayManage(viewer, conference)
                ? all
                : all.stream()
                        .map(each -> viewer.id().equals(each.user()) ? each : each.withoutEmail())
                        .toList();
    }

    public List<HistoryTables.ChatMessage> messages(Person viewer, int number) {
        get(viewer, number);
        return tables.messages(number);
    }

    public List<HistoryTables.Poll> polls(int number) {
        return tables.polls(number);
    }

    public List<HistoryTables.RecorderRun> recorders(int number) {
        return tables.recorders(number);
    }
}
