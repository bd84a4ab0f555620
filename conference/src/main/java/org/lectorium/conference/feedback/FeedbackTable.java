package org.lectorium.conference.feedback;

import java.time.Instant;
import java.util.List;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.Sha256;

/** What was said of conferences. */
public interface FeedbackTable {

    /** Takes the place of what the same giver said since. */
    void replace(RoomName room, Sha256 giver, Instant since, Opinion opinion);

    /** In the order in which they came. */
    List<Opinion> of(int conference);
}
