package org.lectorium.conference.appearance.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.appearance.Appearance;
import org.lectorium.conference.appearance.AppearanceProblem;
import org.lectorium.conference.appearance.DecorateRooms;
import org.lectorium.conference.appearance.DecorateRooms.Kind;
import org.lectorium.conference.appearance.Look;
import org.lectorium.conference.appearance.LookJson;
import org.lectorium.conference.rooms.Given;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.ImageProblem;
import org.lectorium.core.ImageType;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/appearances")
@Tag(name = "appearances", description = "How rooms look; changed by administrators.")
class AppearancesController {

    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_ROOMS = 500;
    private static final int MAX_BUTTONS = 100;
    private static final int MAX_LINK = 2_000;

    /** Written into pages as they are. */
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private final DecorateRooms appearances;
    private final Clock clock;

    AppearancesController(DecorateRooms appearances, Clock clock) {
        this.appearances = appearances;
        this.clock = clock;
    }

    /**
     * @param rooms by their names; empty for all
     * @param from null for: always was
     * @param until null for: ever will be
     */
    @Schema(name = "Appearance")
    record AppearanceJson(
            UUID id,
            String name,
            List<String> rooms,
            @Nullable Instant from,
            @Nullable Instant until,
            LookJson look) {

        static AppearanceJson of(Appearance appearance) {
            return new AppearanceJson(
                    appearance.id(),
                    appearance.name(),
                    appearance.rooms().stream().sorted().toList(),
                    appearance.from(),
                    appearance.until(),
                    LookJson.of(appearance));
        }
    }

    /** Images are sent by themselves: those in the look do not matter. */
    @Schema(name = "AppearanceTerms")
    record TermsJson(
            String name,
            @Nullable List<String> rooms,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable LookTerms look) {}

    @Schema(name = "LookTerms")
    record LookTerms(
            @Nullable String logo,
            @Nullable String logoLink,
            @Nullable String background,
            LookJson.@Nullable Colours colours,
            @Nullable String title,
            @Nullable String welcome,
            @Nullable List<String> toolbar,
            @Nullable Boolean startAudioMuted,
            @Nullable Boolean startVideoMuted,
            @Nullable Boolean startAudioOnly,
            @Nullable Boolean recordingConsent) {}

    @GetMapping
    @Operation(summary = "All of them, by name; for everybody who chooses one for a room")
    List<AppearanceJson> listAppearances() {
        return appearances.all().stream().map(AppearanceJson::of).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One of them")
    AppearanceJson getAppearance(@PathVariable String id) {
        return AppearanceJson.of(appearances.get(id(id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "A new one")
    AppearanceJson makeAppearance(@RequestBody TermsJson terms) {
        return AppearanceJson.of(appearances.save(appearance(UUID.randomUUID(), clock.instant(), terms)));
    }

    @PutMapping("/{id}")
    @Operation(summary = "Change it; its images stay")
    AppearanceJson changeAppearance(@PathVariable String id, @RequestBody TermsJson terms) {
        var before = appearances.get(id(id));
        return AppearanceJson.of(appearances.save(appearance(before.id(), before.createdAt(), terms)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove it, with its images")
    void deleteAppearance(@PathVariable String id) {
        appearances.remove(id(id));
    }

    @PutMapping(path = "/{id}/images/{kind}", consumes = "*/*")
    @Operation(summary = "Set an image: PNG, JPEG or WebP, two megabytes at the most; kind is logo or background")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    AppearanceJson setAppearanceImage(@PathVariable String id, @PathVariable String kind, HttpServletRequest request)
            throws IOException {
        var bytes = ImageType.read(request.getInputStream(), DecorateRooms.MAX_IMAGE_BYTES);
        return AppearanceJson.of(appearances.setImage(id(id), kind(kind), bytes));
    }

    @DeleteMapping("/{id}/images/{kind}")
    @Operation(summary = "Take an image away")
    AppearanceJson removeAppearanceImage(@PathVariable String id, @PathVariable String kind) {
        appearances.removeImage(id(id), kind(kind));
        return AppearanceJson.of(appearances.get(id(id)));
    }

    @GetMapping(path = "/images/{image}", produces = "image/*")
    @Operation(summary = "An image; needs no account")
    void getAppearanceImage(@PathVariable String image, HttpServletResponse response) throws IOException {
        var found = appearances.image(Given.id(image, ImageProblem.IMAGE_NOT_FOUND));
        try (var content = found.content()) {
            response.setContentType(found.contentType());
            response.setContentLengthLong(content.sizeBytes());
            ImageType.HEADERS.forEach(response::setHeader);
            content.stream().transferTo(response.getOutputStream());
        }
    }

    private static UUID id(String id) {
        return Given.id(id, AppearanceProblem.APPEARANCE_NOT_FOUND);
    }

    private static Kind kind(String word) {
        return Given.word("kind", Kind.class, word);
    }

    private static Appearance appearance(UUID id, Instant createdAt, TermsJson terms) {
        if (terms.from() != null && terms.until() != null && !terms.until().isAfter(terms.from())) {
            throw Given.invalid("until", null);
        }
        return new Appearance(
                id,
                Given.required("name", terms.name(), MAX_NAME),
                rooms(terms.rooms()),
                terms.from(),
                terms.until(),
                look(terms.look()),
                null,
                null,
                createdAt);
    }

    private static Set<String> rooms(@Nullable List<String> given) {
        return given == null
                ? Set.of()
                : Given.list("rooms", given, MAX_ROOMS, MAX_NAME).stream()
                        .map(room -> RoomName.of(room).orElseThrow(() -> Given.invalid("rooms", null)))
                        .map(RoomName::value)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Look look(@Nullable LookTerms given) {
        if (given == null) {
            return new Look(null, null, null, null, null, null, null, false, false, false, false);
        }
        var colours = given.colours() == null ? new LookJson.Colours(null, null, null) : given.colours();
        return new Look(
                link(given.logoLink()),
                colour("primary", colours.primary()),
                colour("background", colours.background()),
                colour("text", colours.text()),
                Given.optional("title", given.title(), MAX_NAME),
                Given.optional("welcome", given.welcome(), MAX_TEXT),
                toolbar(given.toolbar()),
                Boolean.TRUE.equals(given.startAudioMuted()),
                Boolean.TRUE.equals(given.startVideoMuted()),
                Boolean.TRUE.equals(given.startAudioOnly()),
                Boolean.TRUE.equals(given.recordingConsent()));
    }

    private static @Nullable String colour(String name, @Nullable String given) {
        var colour = Given.optional(name, given, MAX_NAME);
        if (colour != null && !COLOUR.matcher(colour).matches()) {
            throw Given.invalid(name, null);
        }
        return colour;
    }

    /** People click on it: nothing but the web is behind it. */
    private static @Nullable String link(@Nullable String given) {
        var link = Given.optional("logoLink", given, MAX_LINK);
        if (link == null) {
            return null;
        }
        try {
            var uri = new URI(link).parseServerAuthority();
            if (uri.getHost() == null
                    || !("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))) {
                throw Given.invalid("logoLink", null);
            }
            return uri.toASCIIString();
        } catch (URISyntaxException e) {
            throw Given.invalid("logoLink", e);
        }
    }

    private static @Nullable List<String> toolbar(@Nullable List<String> given) {
        if (given == null) {
            return null;
        }
        var buttons = Given.list("toolbar", given, MAX_BUTTONS, MAX_NAME);
        if (!Look.BUTTONS.containsAll(buttons)) {
            throw Given.invalid("toolbar", null);
        }
        return buttons;
    }
}
