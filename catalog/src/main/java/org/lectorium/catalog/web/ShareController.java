package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.playback.Playback;
import org.lectorium.catalog.sharing.ShareLink;
import org.lectorium.catalog.sharing.ShareRecordings;
import org.lectorium.catalog.sharing.ShareRecordings.Terms;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.Person;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "shares", description = "Links for people without an account.")
class ShareController {

    private static final int MAX_LABEL = 200;
    private static final int MAX_PASSWORD = 200;
    private static final int MAX_ORIGINS = 20;
    private static final int MAX_TOKEN = 100;

    private final ShareRecordings shares;
    private final Playback playback;
    private final RecordingsAsJson json;
    private final Clock clock;

    ShareController(ShareRecordings shares, Playback playback, RecordingsAsJson json, Clock clock) {
        this.shares = shares;
        this.playback = playback;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param maxUses how often it may be opened; null for any number
     * @param origins sites whose pages may show it, such as https://moodle.example.org
     */
    @Schema(name = "ShareTerms")
    record TermsJson(
            @Nullable String label,
            @Nullable String password,
            @Nullable Instant expiresAt,
            @Nullable Integer maxUses,
            boolean download,
            @Nullable List<String> origins) {

        @Override
        public String toString() {
            return "terms of " + label;
        }
    }

    @Schema(name = "Share")
    record ShareJson(
            UUID id,
            String label,
            boolean hasPassword,
            @Nullable Instant expiresAt,
            @Nullable Integer maxUses,
            int uses,
            boolean download,
            List<String> origins,
            Instant createdAt,
            @Nullable Instant lastUsedAt,

            @Schema(allowableValues = {"open", "expired", "used-up"})
            String state) {}

    /** @param token what stands in the link, told this once */
    @Schema(name = "MadeShare")
    record MadeJson(ShareJson share, String token) {}

    @GetMapping("/recordings/{id}/shares")
    @Operation(summary = "The links that are not revoked, the newest first; for its owners")
    List<ShareJson> listShares(Viewer viewer, @PathVariable String id) {
        return shares.of(viewer, Parameters.recording(id)).stream()
                .map(this::show)
                .toList();
    }

    @PostMapping("/recordings/{id}/shares")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a link")
    MadeJson makeShare(Person viewer, @PathVariable String id, @RequestBody TermsJson terms) {
        var label = Parameters.text(terms.label());
        if (terms.expiresAt() != null && !terms.expiresAt().isAfter(clock.instant())) {
            throw Parameters.invalid("expiresAt", null);
        }
        if (terms.maxUses() != null && terms.maxUses() < 1) {
            throw Parameters.invalid("maxUses", null);
        }
        var made = shares.share(
                viewer,
                Parameters.recording(id),
                new Terms(
                        label == null ? "" : Parameters.required("label", label, MAX_LABEL),
                        terms.password() == null || terms.password().isEmpty()
                                ? null
                                : Parameters.required("password", terms.password(), MAX_PASSWORD),
                        terms.expiresAt(),
                        terms.maxUses(),
                        terms.download(),
                        origins(terms.origins() == null ? List.of() : terms.origins())));
        return new MadeJson(show(made.link()), made.token());
    }

    /** They are written into a header: nothing but scheme, host and port gets there. */
    private static List<String> origins(List<String> given) {
        if (given.size() > MAX_ORIGINS) {
            throw Parameters.invalid("origins", null);
        }
        return given.stream().map(ShareController::origin).distinct().toList();
    }

    private static String origin(String text) {
        try {
            var uri = new URI(text.strip()).parseServerAuthority();
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                        + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            }
            throw Parameters.invalid("origins", null);
        } catch (URISyntaxException e) {
            throw Parameters.invalid("origins", e);
        }
    }

    @DeleteMapping("/recordings/{id}/shares/{share}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Close a link, at once and for good")
    void revokeShare(Viewer viewer, @PathVariable String id, @PathVariable String share) {
        try {
            shares.revoke(viewer, Parameters.recording(id), UUID.fromString(share));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CatalogProblem.SHARE_CLOSED, e);
        }
    }

    /**
     * In the body, so that no log and no Referer ever has it.
     *
     * @param visit of an earlier opening; then this is no further use of the link
     */
    @Schema(name = "ShareKey")
    record KeyJson(
            String token,
            @Nullable String password,
            @Nullable String visit) {

        @Override
        public String toString() {
            return "key of a share";
        }
    }

    /**
     * @param playback null while there is nothing to watch yet
     * @param visit to be sent when the page is loaded again
     */
    @Schema(name = "SharedRecording")
    record SharedJson(RecordingJson recording, @Nullable PlaybackJson playback, String visit) {}

    @PostMapping("/shares/open")
    @Operation(summary = "Open a link; needs no account")
    SharedJson openShare(@RequestBody KeyJson key, HttpServletRequest request, Locale locale) {
        if (key.token() == null || key.token().length() > MAX_TOKEN) {
            throw new ProblemException(CatalogProblem.SHARE_CLOSED);
        }
        var visit = shares.open(
                key.token(),
                key.password() == null ? null : Parameters.required("password", key.password(), MAX_PASSWORD),
                key.visit(),
                request.getRemoteAddr());
        var recording = visit.recording();
        return new SharedJson(
                json.show(visit.viewer(), recording, locale),
                recording.status().isWatchable() ? playback(visit) : null,
                visit.visit());
    }

    private PlaybackJson playback(ShareRecordings.Visit visit) {
        var recording = visit.recording();
        return PlaybackJson.of(
                playback.links(visit.viewer(), recording),
                visit.link().download() ? playback.downloads(recording) : List.of(),
                download -> playback.saveLink(visit.viewer(), download));
    }

    private ShareJson show(ShareLink link) {
        return new ShareJson(
                link.id(),
                link.label(),
                link.passwordHash() != null,
                link.expiresAt(),
                link.maxUses(),
                link.uses(),
                link.download(),
                link.origins(),
                link.createdAt(),
                link.lastUsedAt(),
                !link.isAlive(clock.instant()) ? "expired" : link.isUsedUp() ? "used-up" : "open");
    }
}
