package org.lectorium.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.audit.JdbcAuditTrail.Entry;
import org.lectorium.api.audit.JdbcAuditTrail.Filter;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Csv;
import org.lectorium.core.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "audit", description = "Who did what, when and from where; for administrators.")
class AuditController {

    private static final int MAX_SIZE = 100;
    private static final int CHUNK = 1000;
    private static final int MOST_ROWS = 100_000;

    private final JdbcAuditTrail trail;

    AuditController(JdbcAuditTrail trail) {
        this.trail = trail;
    }

    /**
     * @param via session, api-token or directory-token; empty if nobody was signed in
     * @param subject the id of what it was done to
     */
    @Schema(name = "AuditEntry")
    record EntryJson(
            long id,
            Instant at,
            @Nullable UUID actor,
            @Nullable String actorName,
            String via,
            String deed,
            String subject,
            Map<String, String> facts,
            String address) {}

    @Schema(name = "AuditPage")
    record AuditPage(List<EntryJson> items, int page, int size, long total) {}

    @GetMapping("/audit")
    @Operation(summary = "The newest first")
    AuditPage listAudit(
            @RequestParam(required = false) @Nullable UUID actor,
            @RequestParam(required = false) @Nullable String deed,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        if (page < 0 || size < 1 || size > MAX_SIZE) {
            throw invalid("page", null);
        }
        var filter = filter(actor, deed, subject, from, to);
        var items = trail.list(filter, size, (long) page * size).stream()
                .map(AuditController::show)
                .toList();
        return new AuditPage(items, page, size, trail.count(filter));
    }

    @GetMapping("/audit.csv")
    @Operation(summary = "The same as a table, up to 100,000 rows")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
    void exportAudit(
            @RequestParam(required = false) @Nullable UUID actor,
            @RequestParam(required = false) @Nullable String deed,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        var filter = filter(actor, deed, subject, from, to);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
        var out = response.getWriter();
        out.print(Csv.BEGIN);
        out.print(Csv.row(Stream.of("at", "actor", "name", "via", "deed", "subject", "facts", "address")));
        List<Entry> entries;
        long skip = 0;
        do {
            entries = trail.list(filter, CHUNK, skip);
            entries.forEach(entry -> out.print(Csv.row(cells(entry))));
            skip += CHUNK;
        } while (entries.size() == CHUNK && skip < MOST_ROWS);
    }

    private static Stream<String> cells(Entry entry) {
        return Stream.of(
                entry.at().toString(),
                Objects.toString(entry.actor(), ""),
                Objects.requireNonNullElse(entry.actorName(), ""),
                entry.via(),
                word(entry.deed()),
                entry.subject(),
                new TreeMap<>(entry.facts())
                        .entrySet().stream()
                                .map(fact -> fact.getKey() + "=" + fact.getValue())
                                .collect(Collectors.joining("; ")),
                entry.address());
    }

    private static EntryJson show(Entry entry) {
        return new EntryJson(
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.actorName(),
                entry.via(),
                word(entry.deed()),
                entry.subject(),
                entry.facts(),
                entry.address());
    }

    private static String word(String deed) {
        return deed.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Filter filter(
            @Nullable UUID actor,
            @Nullable String deed,
            @Nullable String subject,
            @Nullable String from,
            @Nullable String to) {
        return new Filter(
                actor,
                deed == null || deed.isBlank() ? null : deed(deed),
                subject == null || subject.isBlank() ? null : subject.strip(),
                instant("from", from),
                instant("to", to));
    }

    private static Deed deed(String word) {
        try {
            return Deed.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw invalid("deed", e);
        }
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid(name, e);
        }
    }

    private static ProblemException invalid(String name, @Nullable Exception cause) {
        return new ProblemException(ApiProblem.REQUEST_INVALID, Map.of("reason", name), cause);
    }
}
