package org.lectorium.conference.rooms.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.joining.JoinRooms;
import org.lectorium.conference.joining.Joining;
import org.lectorium.conference.rooms.Given;
import org.lectorium.conference.rooms.ManageRooms;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.Room.Entry;
import org.lectorium.conference.rooms.Room.RecordBy;
import org.lectorium.conference.rooms.RoomsTable;
import org.lectorium.conference.rooms.web.RoomJson.LiveJson;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.People;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/rooms")
@Tag(name = "rooms", description = "Rooms: who may what in them, and going in.")
class RoomsController {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int MAX_TITLE = 200;
    private static final int MAX_WORDS = 200;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_OWNERS = 50;
    private static final int MAX_GROUPS = 100;
    private static final int MAX_GROUP = 300;

    private final ManageRooms rooms;
    private final RoomsTable table;
    private final JoinRooms join;
    private final People people;

    RoomsController(ManageRooms rooms, RoomsTable table, JoinRooms join, People people) {
        this.rooms = rooms;
        this.table = table;
        this.join = join;
        this.people = people;
    }

    @GetMapping("/live")
    @Operation(summary = "Rooms in which a conference goes on and that I may enter, the newest first")
    List<LiveJson> listLiveRooms(Person me) {
        return table.live(me).stream().map(LiveJson::of).toList();
    }

    @Schema(name = "RoomPage")
    record PageJson(List<RoomJson> items, int page, int size, long total) {}

    @GetMapping
    @Operation(summary = "Rooms that I may enter, by title")
    PageJson listRooms(
            Person me,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "24") int size) {
        Given.checkPage(page, size);
        var found = table.search(me, Given.optional("q", q, MAX_WORDS), mine, page, size);
        var names = people.names(
                found.items().stream().flatMap(room -> room.owners().stream()).toList());
        var live = table.live(found.items().stream().map(Room::name).toList());
        return new PageJson(
                found.items().stream()
                        .map(room -> RoomJson.of(room, me, names, live.get(room.name())))
                        .toList(),
                page,
                size,
                found.total());
    }

    @GetMapping("/{room}")
    @Operation(summary = "One room, by its name or by what was typed for it")
    RoomJson getRoom(Person me, @PathVariable String room) {
        return show(rooms.get(me, room), me);
    }

    private RoomJson show(Room room, Person me) {
        var live = table.live(List.of(room.name()));
        return RoomJson.of(room, me, rooms.names(room), live.get(room.name()));
    }

    @Schema(name = "NewRoom")
    record NewJson(String title) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Open a room; its name is made from the title")
    RoomJson openRoom(Person me, @RequestBody NewJson given) {
        return show(rooms.open(me, Given.required("title", given.title(), MAX_TITLE)), me);
    }

    /** What is not there stays as it is; what may be null and is null is as if it had never been set. */
    @Schema(name = "RoomChange")
    record ChangeJson(
            @Nullable String title,
            @Nullable List<UUID> owners,

            @Schema(allowableValues = {"organisation", "group", "owners"}) @Nullable
            String entry,

            @Nullable List<String> entryGroups,
            @Nullable Boolean lobby,

            @Schema(allowableValues = {"owners", "lecturers", "everyone", "nobody"}) @Nullable
            String recordBy,

            @Nullable Boolean consent,
            @Nullable String consentText,

            @Schema(allowableValues = {"private", "participants", "group", "organisation", "link"}) @Nullable
            String recordingAccess,

            @Nullable List<String> recordingGroups,
            @Nullable UUID appearance) {}

    @PatchMapping("/{room}")
    @Operation(summary = "Change it; for its owners")
    RoomJson changeRoom(
            Person me,
            @PathVariable String room,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = ChangeJson.class)))
                    @RequestBody
                    JsonNode body) {
        var before = rooms.getOwn(me, room);
        return show(rooms.change(me, changed(before, read(body), names(body))), me);
    }

    private static ChangeJson read(JsonNode body) {
        try {
            var change = body.isObject() ? JSON.treeToValue(body, ChangeJson.class) : null;
            if (change == null) {
                throw Given.invalid("body", null);
            }
            return change;
        } catch (JacksonException e) {
            throw Given.invalid("body", e);
        }
    }

    private static Set<String> names(JsonNode body) {
        return new HashSet<>(body.propertyNames());
    }

    private static Room changed(Room before, ChangeJson change, Set<String> named) {
        return new Room(
                before.name(),
                change.title() == null ? before.title() : Given.required("title", change.title(), MAX_TITLE),
                change.owners() == null ? before.owners() : owners(change.owners()),
                change.entry() == null ? before.entry() : Given.word("entry", Entry.class, change.entry()),
                change.entryGroups() == null ? before.entryGroups() : groups("entryGroups", change.entryGroups()),
                change.lobby() == null ? before.lobby() : change.lobby(),
                change.recordBy() == null
                        ? before.recordBy()
                        : Given.word("recordBy", RecordBy.class, change.recordBy()),
                change.consent() == null ? before.consent() : change.consent(),
                named.contains("consentText")
                        ? Given.optional("consentText", change.consentText(), MAX_TEXT)
                        : before.consentText(),
                named.contains("recordingAccess")
                        ? change.recordingAccess() == null
                                ? null
                                : Given.word("recordingAccess", AccessLevel.class, change.recordingAccess())
                        : before.recordingAccess(),
                change.recordingGroups() == null
                        ? before.recordingGroups()
                        : groups("recordingGroups", change.recordingGroups()),
                named.contains("appearance") ? change.appearance() : before.appearance(),
                before.createdAt());
    }

    private static List<UserId> owners(List<UUID> given) {
        if (given.size() > MAX_OWNERS) {
            throw Given.invalid("owners", null);
        }
        return given.stream().map(UserId::new).distinct().toList();
    }

    private static Set<String> groups(String name, List<String> given) {
        return Set.copyOf(Given.list(name, given, MAX_GROUPS, MAX_GROUP));
    }

    @DeleteMapping("/{room}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Close it for good, with its passes and meetings; what took place in it stays")
    void deleteRoom(Person me, @PathVariable String room) {
        rooms.remove(me, room);
    }

    /**
     * @param title what was typed, for a room that is opened by this
     * @param consent whether the text of consent-required was agreed to
     */
    @Schema(name = "JoinRequest")
    record JoinJson(@Nullable String title, @Nullable Boolean consent) {}

    @PostMapping("/{room}/join")
    @Operation(summary = "What is needed to go in; opens the room if there is none")
    Joining joinRoom(
            Person me,
            @PathVariable String room,
            @RequestBody(required = false) @Nullable JoinJson how,
            Locale locale) {
        var given = how == null ? new JoinJson(null, null) : how;
        return join.join(
                me,
                room,
                Given.optional("title", given.title(), MAX_TITLE),
                Boolean.TRUE.equals(given.consent()),
                locale);
    }
}
