package org.lectorium.conference.history.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.history.Conference;
import org.lectorium.conference.history.ConferenceFilter;
import org.lectorium.conference.history.ReadHistory;
import org.lectorium.conference.history.web.ConferenceJson.ChatMessageJson;
import org.lectorium.conference.history.web.ConferenceJson.Detail;
import org.lectorium.conference.history.web.ConferenceJson.ParticipantJson;
import org.lectorium.conference.history.web.ConferenceJson.RecorderRunJson;
import org.lectorium.core.Dates;
import org.lectorium.core.Page;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordedConferences;
import org.lectorium.core.Viewer.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conferences")
@Tag(name = "conferences", description = "What was: for those who were there, who own the room, and administrators.")
class HistoryController {

    private static final int MAX_SIZE = 100;

    private final ReadHistory history;
    private final RecordedConferences recorded;
    private final Clock clock;

    HistoryController(ReadHistory history, ObjectProvider<RecordedConferences> recorded, Clock clock) {
        this.history = history;
        this.recorded = recorded.getIfAvailable(() -> (viewer, conferences) -> Map.of());
        this.clock = clock;
    }

    @Schema(name = "ConferencePage")
    record ConferencePage(List<ConferenceJson> items, int page, int size, long total) {}

    @GetMapping
    @Operation(summary = "Conferences, the newest first")
    ConferencePage listConferences(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String room,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "false") boolean live,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size,
            Person viewer) {
        if (page < 0 || size < 1 || size > MAX_SIZE || (long) page * size > Integer.MAX_VALUE) {
            throw invalid("page", null);
        }
        Page<Conference> list =
                history.list(viewer, new ConferenceFilter(text(q), text(room), from(from), to(to), live), page, size);
        var recordings = recorded.count(
                viewer, list.items().stream().map(Conference::number).toList());
        return new ConferencePage(
                list.items().stream()
                        .map(each -> show(viewer, each, recordings.getOrDefault(each.number(), 0)))
                        .toList(),
                list.page(),
                list.size(),
                list.total());
    }

    private ConferenceJson show(Person viewer, Conference conference, int recordings) {
        return ConferenceJson.of(conference, recordings, ReadHistory.mayManage(viewer, conference), clock.instant());
    }

    @GetMapping("/{number}")
    @Operation(summary = "One conference, with its polls and recorders")
    Detail getConference(@PathVariable int number, Person viewer) {
        var conference = history.get(viewer, number);
        int recordings = recorded.count(viewer, List.of(number)).getOrDefault(number, 0);
        return new Detail(
                show(viewer, conference, recordings),
                conference.endReason(),
                conference.uncertain(),
                history.polls(number),
                history.recorders(number).stream().map(RecorderRunJson::of).toList());
    }

    @GetMapping("/{number}/participants")
    @Operation(summary = "Who was there, and when")
    List<ParticipantJson> listParticipants(@PathVariable int number, Person viewer) {
        return history.participants(viewer, number).stream()
                .map(ParticipantJson::of)
                .toList();
    }

    @GetMapping("/{number}/messages")
    @Operation(summary = "The chat")
    List<ChatMessageJson> listMessages(@PathVariable int number, Person viewer) {
        return history.messages(viewer, number).stream()
                .map(ChatMessageJson::of)
                .toList();
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable Instant from(@Nullable String value) {
        try {
            return Dates.from(value);
        } catch (DateTimeException e) {
            throw invalid("from", e);
        }
    }

    private static @Nullable Instant to(@Nullable String value) {
        try {
            return Dates.to(value);
        } catch (DateTimeException e) {
            throw invalid("to", e);
        }
    }

    private static ProblemException invalid(String parameter, @Nullable Exception cause) {
        return new ProblemException(
                ConferenceProblem.CONFERENCE_PARAMETER_INVALID, Map.of("parameter", parameter), cause);
    }
}
