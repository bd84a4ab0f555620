package org.lectorium.conference;

import org.lectorium.core.RoomRules;
import org.lectorium.core.RoomRules.RoomRule;
import org.springframework.stereotype.Component;

/** What rooms are called; one of which nothing is laid down is called as it stands in its address. */
@Component
public class RoomTitles {

    private final RoomRules rules;

    RoomTitles(RoomRules rules) {
        this.rules = rules;
    }

    public String of(String room) {
        return rules.of(room).map(RoomRule::title).orElse(room);
    }
}
