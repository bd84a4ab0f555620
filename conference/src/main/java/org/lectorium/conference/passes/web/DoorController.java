package org.lectorium.conference.passes.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.appearance.DecorateRooms;
import org.lectorium.conference.appearance.LookJson;
import org.lectorium.conference.consent.AskConsent;
import org.lectorium.conference.joining.Joining;
import org.lectorium.conference.passes.EnterByPass;
import org.lectorium.conference.rooms.Given;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What guests see of a pass. Its token is all that they have, so it is all that is asked for. */
@RestController
@RequestMapping("/api/v1/passes/{token}")
@Tag(name = "passes")
class DoorController {

    private static final int MAX_NAME = 100;

    private final EnterByPass enter;
    private final AskConsent consent;
    private final DecorateRooms appearances;
    private final Clock clock;

    DoorController(EnterByPass enter, AskConsent consent, DecorateRooms appearances, Clock clock) {
        this.enter = enter;
        this.consent = consent;
        this.appearances = appearances;
        this.clock = clock;
    }

    @Schema(name = "ConsentText")
    record ConsentJson(String text, String version) {}

    /**
     * @param name what the maker of the pass calls it
     * @param consent what has to be agreed to; null for nothing
     */
    @Schema(name = "Door")
    record DoorJson(
            String room,
            String roomTitle,
            String name,

            @Schema(allowableValues = {"active", "not-yet", "expired", "used-up", "revoked"})
            String state,

            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable ConsentJson consent,
            @Nullable LookJson appearance) {}

    @PostMapping("/door")
    @Operation(summary = "What is behind the link; needs no account")
    DoorJson showDoor(@PathVariable String token, HttpServletRequest request, Locale locale) {
        var door = enter.look(token, request.getRemoteAddr());
        var pass = door.pass();
        var room = door.room();
        var asked = consent.asked(room, locale);
        return new DoorJson(
                room.name().value(),
                room.title(),
                pass.name(),
                pass.state(clock.instant()).word(),
                pass.opensAt(),
                pass.closesAt(),
                asked == null ? null : new ConsentJson(asked.text(), asked.version()),
                appearances
                        .of(room.name().value(), room.appearance())
                        .map(LookJson::of)
                        .orElse(null));
    }

    private static @Nullable String visible(@Nullable String name) {
        return name == null ? null : name.replaceAll("\\p{Cntrl}", "");
    }

    /**
     * @param name what the guest wants to be called
     * @param visit of an earlier joining; then this is no further use of the pass
     */
    @Schema(name = "GuestJoin")
    record GuestJson(
            @Nullable String name,
            @Nullable Boolean consent,
            @Nullable String visit) {

        @Override
        public String toString() {
            return "guest " + name;
        }
    }

    @PostMapping("/join")
    @Operation(summary = "Go in as a guest; needs no account")
    Joining joinByPass(
            @PathVariable String token, @RequestBody GuestJson guest, HttpServletRequest request, Locale locale) {
        return enter.join(
                token,
                Given.optional("name", visible(guest.name()), MAX_NAME),
                Boolean.TRUE.equals(guest.consent()),
                guest.visit(),
                request.getRemoteAddr(),
                locale);
    }
}
