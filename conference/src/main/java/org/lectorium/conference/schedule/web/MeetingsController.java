package org.lectorium.conference.schedule.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.rooms.Given;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.conference.rooms.RoomProblem;
import org.lectorium.conference.schedule.Meeting;
import org.lectorium.conference.schedule.Plan;
import org.lectorium.conference.schedule.ScheduleMeetings;
import org.lectorium.core.Viewer.Person;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/rooms/{room}")
@Tag(name = "rooms")
class MeetingsController {

    private final ScheduleMeetings schedule;

    MeetingsController(ScheduleMeetings schedule) {
        this.schedule = schedule;
    }

    /**
     * @param zone whose clocks a series follows, such as Europe/Moscow
     * @param rrule of a series by RFC 5545, such as FREQ=WEEKLY;COUNT=15; null for a single meeting
     */
    @Schema(name = "MeetingPlan")
    record PlanJson(
            String title,
            Instant startsAt,
            long durationSeconds,
            String zone,
            @Nullable String rrule) {

        Plan plan() {
            return Plan.of(title, startsAt, durationSeconds, zone, rrule);
        }
    }

    /** @param next the first five that have not ended */
    @Schema(name = "Meeting")
    record MeetingJson(
            UUID id,
            String title,
            Instant startsAt,
            long durationSeconds,
            String zone,
            @Nullable String rrule,
            List<Instant> next) {}

    /** @param path of the feed, told this once */
    @Schema(name = "CalendarKey")
    record KeyJson(String path) {}

    @GetMapping("/meetings")
    @Operation(summary = "What is planned in the room")
    List<MeetingJson> listMeetings(Person me, @PathVariable String room) {
        return schedule.of(me, room).stream().map(this::show).toList();
    }

    @PostMapping("/meetings")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Plan a meeting, or a series; for the room's owners")
    MeetingJson planMeeting(Person me, @PathVariable String room, @RequestBody PlanJson plan) {
        return show(schedule.save(me, room, null, plan.plan()));
    }

    @PutMapping("/meetings/{id}")
    @Operation(summary = "Plan it anew")
    MeetingJson changeMeeting(
            Person me, @PathVariable String room, @PathVariable String id, @RequestBody PlanJson plan) {
        return show(schedule.save(me, room, Given.id(id, RoomProblem.MEETING_NOT_FOUND), plan.plan()));
    }

    @DeleteMapping("/meetings/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Call it off")
    void deleteMeeting(Person me, @PathVariable String room, @PathVariable String id) {
        schedule.remove(me, room, Given.id(id, RoomProblem.MEETING_NOT_FOUND));
    }

    @PostMapping("/calendar-key")
    @Operation(summary = "A new address for the room's feed; the one before is closed")
    KeyJson makeCalendarKey(Person me, @PathVariable String room) {
        var key = schedule.newKey(me, room);
        return new KeyJson("/api/v1/rooms/" + RoomName.typed(room) + "/calendar.ics?key=" + key);
    }

    @GetMapping(path = "/calendar.ics", produces = "text/calendar")
    @Operation(summary = "The room's meetings as iCalendar; needs its key and no account")
    ResponseEntity<byte[]> getCalendar(@PathVariable String room, @RequestParam(defaultValue = "") String key) {
        return ResponseEntity.ok()
                .header("Content-Type", "text/calendar;charset=UTF-8")
                .body(schedule.feed(room, key));
    }

    private MeetingJson show(Meeting meeting) {
        return new MeetingJson(
                meeting.id(),
                meeting.title(),
                meeting.startsAt(),
                meeting.duration().toSeconds(),
                meeting.zone().getId(),
                meeting.rrule(),
                schedule.next(meeting));
    }
}
