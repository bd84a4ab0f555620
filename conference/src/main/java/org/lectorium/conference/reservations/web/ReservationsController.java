package org.lectorium.conference.reservations.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.reservations.ReserveRooms;
import org.lectorium.conference.reservations.ReserveRooms.Answer;
import org.lectorium.conference.rooms.RoomProblem;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemTexts;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Prosody's mod_reservations asks for, in its own words and types: a number where it wants a string, or a 204, and
 * somebody waits for ever.
 */
@RestController
@RequestMapping("/api/v1/callbacks/prosody/reservations/conference")
@Tag(name = "callbacks", description = "What conference servers tell and ask; with their own token.")
class ReservationsController {

    private static final int MAX_OWNER = 300;

    private final ReserveRooms reserve;
    private final ProblemTexts texts;

    ReservationsController(ReserveRooms reserve, ProblemTexts texts) {
        this.reserve = reserve;
        this.texts = texts;
    }

    /**
     * @param name as Prosody called the room
     * @param startTime ISO 8601
     * @param duration in seconds
     */
    @Schema(name = "Reservation")
    record ReservationJson(
            String id,
            String name,
            @JsonProperty("mail_owner") String mailOwner,
            @JsonProperty("start_time") String startTime,
            long duration,
            boolean lobby) {

        static ReservationJson of(Answer.Opened opened) {
            var reservation = opened.reservation();
            return new ReservationJson(
                    reservation.id().toString(),
                    reservation.room().value(),
                    reservation.owner(),
                    reservation.startsAt().toString(),
                    reservation.duration().toSeconds(),
                    opened.lobby());
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Operation(summary = "May this room be opened")
    ResponseEntity<Object> reserve(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "mail_owner", defaultValue = "") String owner,
            Locale locale) {
        return switch (reserve.open(name, cut(owner))) {
            case Answer.Opened opened -> ResponseEntity.ok(ReservationJson.of(opened));
            case Answer.Conflict conflict ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(Map.of("conflict_id", conflict.id().toString()));
            case Answer.Refused refused -> refused(HttpStatus.FORBIDDEN, RoomProblem.ROOM_NOT_ADMITTED, locale);
        };
    }

    /** Text in PostgreSQL holds no U+0000. */
    private static String cut(String owner) {
        return owner.substring(0, Math.min(owner.length(), MAX_OWNER)).replace("\0", "");
    }

    @GetMapping("/{id}")
    @Operation(summary = "The reservation that was in the way")
    ResponseEntity<Object> getReservation(@PathVariable String id, Locale locale) {
        return id(id).flatMap(reserve::find)
                .<ResponseEntity<Object>>map(found -> ResponseEntity.ok(ReservationJson.of(found)))
                .orElseGet(() -> refused(HttpStatus.NOT_FOUND, RoomProblem.ROOM_NOT_FOUND, locale));
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "The room was closed")
    ResponseEntity<Object> endReservation(@PathVariable String id, Locale locale) {
        return id(id).filter(reserve::close).isPresent()
                ? ResponseEntity.ok(Map.of("id", id))
                : refused(HttpStatus.NOT_FOUND, RoomProblem.ROOM_NOT_FOUND, locale);
    }

    private static Optional<UUID> id(@Nullable String id) {
        try {
            return Optional.of(UUID.fromString(String.valueOf(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Prosody shows the message to whoever knocked. */
    private ResponseEntity<Object> refused(HttpStatus status, RoomProblem why, Locale locale) {
        var text = texts.describe(new Problem(why.key(), why.scope(), Map.of()), locale);
        return ResponseEntity.status(status).body(Map.of("message", text.title() + ". " + text.detail()));
    }
}
