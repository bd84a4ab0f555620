package org.lectorium.conference;

import org.lectorium.core.RoomRules;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What rooms are called; one of which nothing is laid down is called as it stands in its address. */
@Component
public class RoomTitles {

    private final ObjectProvider<RoomRules> rules;

    RoomTitles(ObjectProvider<RoomRules> rules) {
        this.rules = rules;
    }

    public String of(String room) {
        return rules.stream()
                .findFirst()
                .flatMap(all -> all.of(room))
                .map(RoomRules.RoomRule::title)
                .orElse(room);
    }
}
