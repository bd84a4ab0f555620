package org.lectorium.conference.history.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.history.HistoryTables;
import org.lectorium.conference.history.Participant;
import org.lectorium.conference.history.ReadHistory;
import org.lectorium.conference.history.web.ConferenceJson.ChatMessageJson;
import org.lectorium.core.Csv;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer.Person;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists and chats to take away, with times in the zone of whoever takes them. */
@RestController
@RequestMapping("/api/v1/conferences/{number}")
@Tag(name = "conferences")
class ExportController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String EXCEL_TIME = "yyyy-mm-dd hh:mm:ss";
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private final ReadHistory history;

    ExportController(ReadHistory history) {
        this.history = history;
    }

    @GetMapping(path = "/participants.csv", produces = "text/csv")
    @Operation(summary = "Who was there, for a spreadsheet")
    ResponseEntity<String> exportParticipantsCsv(
            @PathVariable int number, @RequestParam(defaultValue = "UTC") String zone, Person viewer, Locale locale) {
        var id = zone(zone);
        var rows = history.participants(viewer, number).stream()
                .map(participant -> Csv.row(cells(participant, id)))
                .collect(Collectors.joining());
        return file(
                "participants-%d.csv".formatted(number),
                new MediaType("text", "csv", StandardCharsets.UTF_8),
                Csv.BEGIN + Csv.row(headings(locale).stream()) + rows);
    }

    private static Stream<String> cells(Participant participant, ZoneId zone) {
        return Stream.of(
                text(participant.name()),
                text(participant.email()),
                time(participant.joinedAt(), zone),
                time(participant.leftAt(), zone),
                duration(participant.seconds()),
                intervals(participant, zone),
                Integer.toString(participant.messages()));
    }

    private static List<String> headings(Locale locale) {
        var words = ResourceBundle.getBundle("exports", locale, Control.getNoFallbackControl(Control.FORMAT_DEFAULT));
        return Stream.of("name", "email", "joined", "left", "duration", "intervals", "messages")
                .map(key -> words.getString("participants." + key))
                .toList();
    }

    private static String intervals(Participant participant, ZoneId zone) {
        return participant.intervals().stream()
                .map(interval -> time(interval.from(), zone) + " – " + time(interval.to(), zone))
                .collect(Collectors.joining("; "));
    }

    private static String duration(long seconds) {
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String time(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : TIME.format(at.atZone(zone));
    }

    @GetMapping(path = "/participants.xlsx", produces = XLSX)
    @Operation(summary = "Who was there, for Excel")
    void exportParticipantsXlsx(
            @PathVariable int number,
            @RequestParam(defaultValue = "UTC") String zone,
            Person viewer,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        var id = zone(zone);
        var participants = history.participants(viewer, number);
        response.setContentType(XLSX);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment("participants-%d.xlsx".formatted(number)));
        try (var workbook = new Workbook(response.getOutputStream(), "Lectorium", null)) {
            var sheet = workbook.newWorksheet(Integer.toString(number));
            var headings = headings(locale);
            for (int column = 0; column < headings.size(); column++) {
                sheet.value(0, column, headings.get(column));
            }
            sheet.range(0, 0, 0, headings.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
            int row = 1;
            for (Participant participant : participants) {
                sheet.value(row, 0, text(participant.name()));
                sheet.value(row, 1, text(participant.email()));
                value(sheet, row, 2, participant.joinedAt(), id);
                value(sheet, row, 3, participant.leftAt(), id);
                sheet.value(row, 4, participant.seconds() / SECONDS_A_DAY);
                sheet.style(row, 4).format("[h]:mm:ss").set();
                sheet.value(row, 5, intervals(participant, id));
                sheet.value(row, 6, participant.messages());
                row++;
            }
        }
    }

    private static void value(Worksheet sheet, int row, int column, @Nullable Instant at, ZoneId zone) {
        if (at != null) {
            sheet.value(row, column, ZonedDateTime.ofInstant(at, zone).toLocalDateTime());
            sheet.style(row, column).format(EXCEL_TIME).set();
        }
    }

    @GetMapping(path = "/messages.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(summary = "The chat as text")
    ResponseEntity<String> exportMessagesText(
            @PathVariable int number, @RequestParam(defaultValue = "UTC") String zone, Person viewer) {
        var id = zone(zone);
        var lines = history.messages(viewer, number).stream()
                .filter(message -> message.text() != null)
                .map(message -> line(message, id))
                .collect(Collectors.joining());
        return file(
                "chat-%d.txt".formatted(number), new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8), lines);
    }

    private static String line(HistoryTables.ChatMessage message, ZoneId zone) {
        return "[%s] %s: %s%n".formatted(time(message.at(), zone), message.author(), text(message.text()));
    }

    @GetMapping(path = "/messages.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The chat as a file of JSON")
    ResponseEntity<List<ChatMessageJson>> exportMessagesJson(@PathVariable int number, Person viewer) {
        return file(
                "chat-%d.json".formatted(number),
                MediaType.APPLICATION_JSON,
                history.messages(viewer, number).stream()
                        .map(ChatMessageJson::of)
                        .toList());
    }

    private static <T> ResponseEntity<T> file(String name, MediaType type, T body) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(name))
                .body(body);
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment().filename(name).build().toString();
    }

    private static ZoneId zone(String zone) {
        try {
            return zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ProblemException(ConferenceProblem.CONFERENCE_PARAMETER_INVALID, Map.of("parameter", "zone"), e);
        }
    }
}
