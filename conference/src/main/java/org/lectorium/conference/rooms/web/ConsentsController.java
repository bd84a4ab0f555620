package org.lectorium.conference.rooms.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.consent.Consents;
import org.lectorium.conference.rooms.ManageRooms;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer.Person;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conferences")
@Tag(name = "conferences")
class ConsentsController {

    private final Consents consents;
    private final ManageRooms rooms;

    ConsentsController(Consents consents, ManageRooms rooms) {
        this.consents = consents;
        this.rooms = rooms;
    }

    /** @param version the SHA-256 of the text */
    @Schema(name = "Consent")
    record ConsentJson(String name, Instant at, String version, String text) {}

    @GetMapping("/{number}/consents")
    @Operation(summary = "Who agreed to being recorded, and to what; for the owners of its room")
    List<ConsentJson> listConsents(Person me, @PathVariable int number) {
        if (consents.room(number).filter(room -> rooms.mayManage(me, room)).isEmpty()) {
            throw new ProblemException(ConferenceProblem.CONFERENCE_NOT_FOUND);
        }
        return consents.of(number).stream()
                .map(each -> new ConsentJson(each.name(), each.at(), each.version(), each.text()))
                .toList();
    }
}
