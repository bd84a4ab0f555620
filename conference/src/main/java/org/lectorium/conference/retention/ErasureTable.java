package org.lectorium.conference.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.UserId;

/** Where people stand in the tables of conferences. */
public interface ErasureTable {

    void remember(UserId person, Instant at);

    List<UserId> erasedSince(Instant since);

    /**
     * Where somebody was.
     *
     * @param participants by which they were called there, one for each joining
     * @param names the names and addresses by which they were known there
     */
    record Traces(int conference, Set<String> participants, Set<String> names) {

        public Traces {
            participants = Set.copyOf(participants);
            names = Set.copyOf(names);
        }
    }

    List<Traces> traces(UserId person);

    /** Of attendances, messages and polls; intervals stay. */
    void erase(UserId person, Traces traces);

    /** The texts of all events of a conference, by number. */
    Map<Long, String> events(int conference);

    /** What names them and belongs to no conference, such as breakout rooms; by number. */
    Map<Long, String> eventsOfNoConference(UserId person);

    void rewriteEvent(long number, String body);

    ConferenceFacts facts(int conference);

    Map<String, Object> dataOf(UserId person);
}
