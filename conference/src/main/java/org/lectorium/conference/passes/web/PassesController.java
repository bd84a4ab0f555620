package org.lectorium.conference.passes.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.passes.InviteGuests;
import org.lectorium.conference.passes.IssuePasses;
import org.lectorium.conference.passes.IssuePasses.Terms;
import org.lectorium.conference.passes.Pass;
import org.lectorium.conference.passes.Pass.Role;
import org.lectorium.conference.passes.Pass.State;
import org.lectorium.conference.passes.PassProblem;
import org.lectorium.conference.passes.PassesTable;
import org.lectorium.conference.rooms.Given;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.People;
import org.lectorium.core.PersonName;
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
@RequestMapping("/api/v1/passes")
@Tag(name = "passes", description = "Links that let guests into one room, without an account.")
class PassesController {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int MAX_NAME = 200;
    private static final int MAX_NOTE = 2_000;
    private static final int MAX_TEXT = 5_000;
    private static final int MAX_TOKEN = 100;
    private static final int MAX_ADDRESSES = 100;
    private static final int MAX_ADDRESS = 254;

    /** One plain address: no list, no name, no way to another header. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,;<>\"()\\[\\]\\\\:]+@[^\\s@,;<>\"()\\[\\]\\\\:]+");

    private final IssuePasses passes;
    private final PassesTable table;
    private final InviteGuests invite;
    private final People people;
    private final Clock clock;

    PassesController(IssuePasses passes, PassesTable table, InviteGuests invite, People people, Clock clock) {
        this.passes = passes;
        this.table = table;
        this.invite = invite;
        this.people = people;
        this.clock = clock;
    }

    /**
     * @param from null for at once
     * @param until null for never
     * @param maxUses how many guests may come; null for any number
     * @param createdBy null if they are gone
     */
    @Schema(name = "Pass")
    record PassJson(
            UUID id,
            String name,
            String room,
            String roomTitle,
            @Nullable Instant from,
            @Nullable Instant until,

            @Schema(allowableValues = {"guest", "moderator"})
            String role,

            @Nullable Integer maxUses,
            int uses,
            String note,

            @Schema(allowableValues = {"active", "not-yet", "expired", "used-up", "revoked"})
            String state,

            Instant createdAt,
            @Nullable PersonName createdBy,
            @Nullable Instant lastUsedAt) {}

    @Schema(name = "PassPage")
    record PageJson(List<PassJson> items, int page, int size, long total) {}

    @GetMapping
    @Operation(summary = "Passes of my rooms, for administrators of all; the newest first")
    PageJson listPasses(
            Person me,
            @RequestParam(required = false) @Nullable String room,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "24") int size) {
        Given.checkPage(page, size);
        var found = table.search(
                me,
                room == null || room.isBlank() ? null : RoomName.typed(room),
                state(state),
                Given.optional("q", q, MAX_NAME),
                clock.instant(),
                page,
                size);
        return new PageJson(found.items().stream().map(this::show).toList(), page, size, found.total());
    }

    private static @Nullable State state(@Nullable String word) {
        try {
            return word == null || word.isBlank() ? null : State.of(word);
        } catch (IllegalArgumentException e) {
            throw Given.invalid("state", e);
        }
    }

    @Schema(name = "PassTerms")
    record TermsJson(
            String name,
            String room,
            @Nullable Instant from,
            @Nullable Instant until,

            @Schema(allowableValues = {"guest", "moderator"}) @Nullable
            String role,

            @Nullable Integer maxUses,
            @Nullable String note) {}

    /**
     * @param token what stands in the link, told this once
     * @param path of the link
     */
    @Schema(name = "NewPass")
    record NewJson(PassJson pass, String token, String path) {

        @Override
        public String toString() {
            return "new pass";
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a pass; for the room's owners")
    NewJson makePass(Person me, @RequestBody TermsJson given) {
        return made(passes.issue(
                me,
                Given.required("room", given.room(), MAX_NAME),
                new Terms(
                        Given.required("name", given.name(), MAX_NAME),
                        given.from(),
                        given.until(),
                        given.role() == null ? Role.GUEST : Given.word("role", Role.class, given.role()),
                        given.maxUses(),
                        note(given.note()))));
    }

    private static String note(@Nullable String given) {
        var note = Given.optional("note", given, MAX_NOTE);
        return note == null ? "" : note;
    }

    /** What is not there stays as it is; from, until and maxUses that are null are taken away. */
    @Schema(name = "PassChange")
    record ChangeJson(
            @Nullable String name,
            @Nullable Instant from,
            @Nullable Instant until,

            @Schema(allowableValues = {"guest", "moderator"}) @Nullable
            String role,

            @Nullable Integer maxUses,
            @Nullable String note) {}

    @PatchMapping("/{id}")
    @Operation(summary = "Change it; the link stays")
    PassJson changePass(
            Person me,
            @PathVariable String id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = ChangeJson.class)))
                    @RequestBody
                    JsonNode body) {
        var before = IssuePasses.terms(passes.getOwn(me, id(id)));
        return show(passes.change(me, id(id), changed(before, read(body), new HashSet<>(body.propertyNames()))));
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

    private static Terms changed(Terms before, ChangeJson change, Set<String> named) {
        return new Terms(
                change.name() == null ? before.name() : Given.required("name", change.name(), MAX_NAME),
                named.contains("from") ? change.from() : before.opensAt(),
                named.contains("until") ? change.until() : before.closesAt(),
                change.role() == null ? before.role() : Given.word("role", Role.class, change.role()),
                named.contains("maxUses") ? change.maxUses() : before.maxUses(),
                change.note() == null ? before.note() : note(change.note()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke it; who is in stays in")
    void revokePass(Person me, @PathVariable String id) {
        passes.revoke(me, id(id));
    }

    @PostMapping("/{id}/renew")
    @Operation(summary = "A new link for it; the one before opens nothing any more")
    NewJson renewPass(Person me, @PathVariable String id) {
        return made(passes.renew(me, id(id)));
    }

    /** @param conference the one that was going on or began soon after; null if there was none */
    @Schema(name = "PassUse")
    record UseJson(Instant at, String name, @Nullable Integer conference) {}

    @GetMapping("/{id}/uses")
    @Operation(summary = "Who came in with it, the newest first")
    List<UseJson> listPassUses(Person me, @PathVariable String id) {
        return passes.uses(me, id(id)).stream()
                .map(use -> new UseJson(use.at(), use.name(), use.conference()))
                .toList();
    }

    /** @param token of the pass, which only its maker knows */
    @Schema(name = "PassInvitations")
    record InvitationsJson(
            String token, List<String> emails, @Nullable String text) {

        @Override
        public String toString() {
            return "invitations";
        }
    }

    /** @param refused addresses to which the mail server did not take it */
    @Schema(name = "PassInvitationsSent")
    record SentJson(int sent, List<String> refused) {}

    @PostMapping("/{id}/invitations")
    @Operation(summary = "Mail the link, with an entry for calendars if the pass says when")
    SentJson invite(Person me, @PathVariable String id, @RequestBody InvitationsJson given, Locale locale) {
        var addresses = Given.list("emails", given.emails(), MAX_ADDRESSES, MAX_ADDRESS);
        if (addresses.isEmpty()
                || !addresses.stream().allMatch(each -> ADDRESS.matcher(each).matches())) {
            throw Given.invalid("emails", null);
        }
        var invited = invite.invite(
                me,
                id(id),
                Given.required("token", given.token(), MAX_TOKEN),
                addresses,
                Given.optional("text", given.text(), MAX_TEXT),
                locale);
        return new SentJson(invited.sent(), invited.refused());
    }

    private static UUID id(String id) {
        return Given.id(id, PassProblem.PASS_UNKNOWN);
    }

    private NewJson made(IssuePasses.Made made) {
        return new NewJson(show(made.pass()), made.token(), "/pass/" + made.token());
    }

    private PassJson show(Pass pass) {
        return new PassJson(
                pass.id(),
                pass.name(),
                pass.room().value(),
                pass.roomTitle(),
                pass.opensAt(),
                pass.closesAt(),
                pass.role().name().toLowerCase(Locale.ROOT),
                pass.maxUses(),
                pass.uses(),
                pass.note(),
                pass.state(clock.instant()).word(),
                pass.createdAt(),
                maker(pass.createdBy()),
                pass.lastUsedAt());
    }

    private @Nullable PersonName maker(UserId maker) {
        var name = people.names(List.of(maker)).get(maker);
        return name == null ? null : new PersonName(maker.value(), name);
    }
}
