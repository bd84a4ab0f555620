package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessDefaultsTable;
import org.lectorium.catalog.access.AccessDefaultsTable.Default;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/access-defaults")
@Tag(name = "access", description = "What new recordings are given; those that are there keep what they have.")
class AccessDefaultsController {

    private static final int MAX_ROOM = 300;

    private final AccessDefaultsTable defaults;
    private final AuditTrail audit;

    AccessDefaultsController(AccessDefaultsTable defaults, AuditTrail audit) {
        this.defaults = defaults;
        this.audit = audit;
    }

    /** @param room null for all rooms without a default of their own */
    @Schema(name = "AccessDefault")
    record DefaultJson(
            @Nullable String room,

            @Schema(allowableValues = {"private", "participants", "group", "organisation", "link"})
            String access,

            List<String> groups) {}

    @GetMapping
    @Operation(summary = "The one for all rooms first, then rooms by name")
    List<DefaultJson> listAccessDefaults() {
        return defaults.all().stream()
                .map(each -> new DefaultJson(
                        each.room(),
                        each.level().word(),
                        each.groups().stream().sorted().toList()))
                .toList();
    }

    @PutMapping
    @Operation(summary = "Set the one of a room, or of all others")
    List<DefaultJson> setAccessDefault(@RequestBody DefaultJson given) {
        var room = given.room() == null ? null : Parameters.required("room", given.room(), MAX_ROOM);
        var level = AccessJson.level(given.access());
        defaults.save(new Default(room, level, AccessJson.groups(given.groups())));
        note(room, level.word());
        return listAccessDefaults();
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Have a room follow the one of all others again")
    void removeAccessDefault(@RequestParam String room) {
        if (defaults.remove(room)) {
            note(room, "");
        }
    }

    private void note(@Nullable String room, String access) {
        audit.note(Deed.DEFAULT_ACCESS_CHANGED, "", Map.of("room", room == null ? "" : room, "access", access));
    }
}
