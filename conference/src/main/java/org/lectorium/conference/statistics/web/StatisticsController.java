package org.lectorium.conference.statistics.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.RoomTitles;
import org.lectorium.conference.statistics.ShowStatistics;
import org.lectorium.conference.statistics.ShowStatistics.Totals;
import org.lectorium.conference.statistics.StatisticsTable;
import org.lectorium.core.Csv;
import org.lectorium.core.Viewer.Person;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/stats")
@Tag(
        name = "statistics",
        description = "How much happened: everything for administrators, their own rooms for others. Days are those of"
                + " the installation's zone; people without an account are guests; minutes and hours are those that"
                + " people spent, added up.")
class StatisticsController {

    private static final String TEXTS = "org.lectorium.conference.statistics.columns";
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final ShowStatistics statistics;
    private final RoomTitles titles;

    StatisticsController(ShowStatistics statistics, RoomTitles titles) {
        this.statistics = statistics;
        this.titles = titles;
    }

    /**
     * @param users accounts of the installation; for whom it is not theirs, those known to have been in their rooms
     * @param guests each counted once a day
     */
    @Schema(name = "Totals")
    record TotalsJson(long users, long guests, long conferences, long recordings, long messages, long hours) {}

    @GetMapping("/totals")
    @Operation(summary = "Everything since the beginning")
    TotalsJson getTotals(Person viewer) {
        return show(statistics.totals(viewer));
    }

    @GetMapping("/totals.csv")
    @Operation(summary = "The same as a table")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
    ResponseEntity<String> exportTotals(Person viewer, Locale locale) {
        return csv(
                "totals",
                List.of("users", "guests", "conferences", "recordings", "messages", "hours"),
                List.of(getTotals(viewer)),
                totals -> Stream.of(
                        totals.users(),
                        totals.guests(),
                        totals.conferences(),
                        totals.recordings(),
                        totals.messages(),
                        totals.hours()),
                locale);
    }

    private static TotalsJson show(Totals totals) {
        return new TotalsJson(
                totals.users(),
                totals.guests(),
                totals.conferences(),
                totals.recordings(),
                totals.messages(),
                totals.hours());
    }

    /**
     * @param conferences that began on the day
     * @param people different ones, in each room
     * @param peak people at the same time; of several rooms, in the fullest
     * @param peakConferences at the same time
     */
    @Schema(name = "DayStat")
    record DayJson(
            LocalDate day,
            int conferences,
            int people,
            int guests,
            long minutes,
            int peak,
            int peakConferences,
            int recordings,
            int messages) {}

    @GetMapping("/days")
    @Operation(summary = "Day by day, both ends included; the last 30 days if nothing is said")
    List<DayJson> listDays(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String room,
            Person viewer) {
        return statistics.days(viewer, room, statistics.dates(from, to)).stream()
                .map(StatisticsController::show)
                .toList();
    }

    @GetMapping("/days.csv")
    @Operation(summary = "The same as a table")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
    ResponseEntity<String> exportDays(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String room,
            Person viewer,
            Locale locale) {
        return csv(
                "days",
                List.of(
                        "day",
                        "conferences",
                        "people",
                        "guests",
                        "minutes",
                        "peak",
                        "peakConferences",
                        "recordings",
                        "messages"),
                listDays(from, to, room, viewer),
                day -> Stream.of(
                        day.day(),
                        day.conferences(),
                        day.people(),
                        day.guests(),
                        day.minutes(),
                        day.peak(),
                        day.peakConferences(),
                        day.recordings(),
                        day.messages()),
                locale);
    }

    private static DayJson show(StatisticsTable.Day day) {
        return new DayJson(
                day.day(),
                day.conferences(),
                day.people(),
                day.guests(),
                day.minutes(),
                day.peak(),
                day.peakConferences(),
                day.recordings(),
                day.messages());
    }

    /**
     * @param conferences that went on in the hour; of several days, the mean
     * @param people as the conferences
     * @param peak people at the same time; of several days, the highest
     */
    @Schema(name = "HourStat")
    record HourJson(int hour, double conferences, double people, int peak, int peakConferences) {}

    @GetMapping("/hours")
    @Operation(summary = "The 24 hours of a day, or of the days from … to: their mean")
    List<HourJson> listHours(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate day,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String room,
            Person viewer) {
        var dates = day == null ? statistics.dates(from, to) : statistics.dates(day, day);
        return statistics.hours(viewer, room, dates).stream()
                .map(hour -> new HourJson(
                        hour.hour(), hour.conferences(), hour.people(), hour.peak(), hour.peakConferences()))
                .toList();
    }

    @GetMapping("/hours.csv")
    @Operation(summary = "The same as a table")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
    ResponseEntity<String> exportHours(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate day,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String room,
            Person viewer,
            Locale locale) {
        return csv(
                "hours",
                List.of("hour", "conferences", "people", "peak", "peakConferences"),
                listHours(day, from, to, room, viewer),
                hour -> Stream.of(hour.hour(), hour.conferences(), hour.people(), hour.peak(), hour.peakConferences()),
                locale);
    }

    /** @param people counted once a day */
    @Schema(name = "RoomStat")
    record RoomJson(
            String room, String title, int conferences, int people, long minutes, int recordings, int messages) {}

    @GetMapping("/rooms")
    @Operation(summary = "Room by room, the busiest first")
    List<RoomJson> listRoomStats(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
            Person viewer) {
        return statistics.rooms(viewer, statistics.dates(from, to)).stream()
                .map(room -> new RoomJson(
                        room.room(),
                        titles.of(room.room()),
                        room.conferences(),
                        room.people(),
                        room.minutes(),
                        room.recordings(),
                        room.messages()))
                .toList();
    }

    @GetMapping("/rooms.csv")
    @Operation(summary = "The same as a table")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
    ResponseEntity<String> exportRoomStats(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
            Person viewer,
            Locale locale) {
        return csv(
                "rooms",
                List.of("room", "title", "conferences", "people", "minutes", "recordings", "messages"),
                listRoomStats(from, to, viewer),
                room -> Stream.of(
                        room.room(),
                        room.title(),
                        room.conferences(),
                        room.people(),
                        room.minutes(),
                        room.recordings(),
                        room.messages()),
                locale);
    }

    private static <T> ResponseEntity<String> csv(
            String name, List<String> columns, List<T> rows, Function<T, Stream<?>> cells, Locale locale) {
        var texts = ResourceBundle.getBundle(
                TEXTS, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var table = new StringBuilder(Csv.BEGIN).append(Csv.row(columns.stream().map(texts::getString)));
        rows.forEach(row -> table.append(Csv.row(cells.apply(row).map(String::valueOf))));
        return ResponseEntity.ok()
                .contentType(CSV)
                .headers(headers -> headers.setContentDisposition(
                        ContentDisposition.attachment().filename(name + ".csv").build()))
                .body(table.toString());
    }
}
