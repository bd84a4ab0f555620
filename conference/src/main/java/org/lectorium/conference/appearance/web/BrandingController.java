package org.lectorium.conference.appearance.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.appearance.Branding;
import org.lectorium.conference.appearance.DecorateRooms;
import org.lectorium.conference.appearance.LookJson;
import org.lectorium.conference.jitsi.JitsiSettings;
import org.lectorium.conference.joining.OurAddress;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.conference.rooms.RoomsTable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells Jitsi's page how a room looks. It asks from another site and without cookies, and says only the room. */
@RestController
@RequestMapping("/api/v1/appearances")
@Tag(name = "appearances")
class BrandingController {

    private final DecorateRooms appearances;
    private final RoomsTable rooms;
    private final OurAddress address;
    private final JitsiSettings jitsi;

    BrandingController(DecorateRooms appearances, RoomsTable rooms, OurAddress address, JitsiSettings jitsi) {
        this.appearances = appearances;
        this.rooms = rooms;
        this.address = address;
        this.jitsi = jitsi;
    }

    @GetMapping("/branding.json")
    @Operation(summary = "Jitsi's dynamic branding for the room that it asks for; needs no account")
    ResponseEntity<Map<String, Object>> getBranding(@RequestParam(required = false) @Nullable String conferenceFqn) {
        var fqn = conferenceFqn == null ? "" : conferenceFqn;
        return branding(fqn.substring(fqn.lastIndexOf('/') + 1));
    }

    @GetMapping("/{room}/branding.json")
    @Operation(summary = "Jitsi's dynamic branding for one room; needs no account")
    ResponseEntity<Map<String, Object>> getRoomBranding(@PathVariable String room) {
        return branding(room);
    }

    /** The same for a room that there is not: nobody learns which there are, and Jitsi wants an answer. */
    private ResponseEntity<Map<String, Object>> branding(String typed) {
        var room = RoomName.of(typed);
        var chosen = room.flatMap(rooms::find).map(Room::appearance).orElse(null);
        var look = appearances
                .of(room.map(RoomName::value).orElse(""), chosen)
                .map(LookJson::of)
                .orElse(null);
        var answer = ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (jitsi.isSet()) {
            answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, jitsi.origin());
        }
        return answer.body(Branding.of(look, address.base()));
    }
}
