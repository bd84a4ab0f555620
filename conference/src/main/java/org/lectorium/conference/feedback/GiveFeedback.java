package org.lectorium.conference.feedback;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.passes.EnterByPass;
import org.lectorium.conference.rooms.Given;
import org.lectorium.conference.rooms.ManageRooms;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.Secrets;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;

/** Takes the word of those who may enter a room, once for a conference. */
@Component
public class GiveFeedback {

    /** Who gives it again within that time has changed their mind. */
    private static final Duration SAME = Duration.ofHours(12);

    private static final int MAX_TEXT = 2000;

    private final ManageRooms rooms;
    private final EnterByPass passes;
    private final FeedbackTable table;
    private final Limits limits;
    private final Clock clock;

    GiveFeedback(ManageRooms rooms, EnterByPass passes, FeedbackTable table, Limits limits, Clock clock) {
        this.rooms = rooms;
        this.passes = passes;
        this.table = table;
        this.limits = limits;
        this.clock = clock;
    }

    public void give(Person person, String room, @Nullable Integer stars, @Nullable String text) {
        var entered = rooms.get(person, room);
        limits.count(Limit.FEEDBACK, person.id().toString());
        keep(entered.name(), "person " + person.id(), stars, text);
    }

    /** @param visit with which the guest came in */
    public void give(
            String token, @Nullable String visit, @Nullable Integer stars, @Nullable String text, String address) {
        var door = passes.lookAgain(token, visit, address);
        limits.count(Limit.FEEDBACK, address);
        keep(door.room().name(), "visit " + visit, stars, text);
    }

    private void keep(RoomName room, String giver, @Nullable Integer stars, @Nullable String text) {
        if (stars == null || stars < 1 || stars > Opinion.MAX_STARS) {
            throw Given.invalid("stars", null);
        }
        var now = clock.instant();
        table.replace(
                room,
                Secrets.hash(giver + " in " + room.value()),
                now.minus(SAME),
                new Opinion(stars, Given.optional("text", text, MAX_TEXT), now));
    }
}
