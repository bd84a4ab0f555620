package org.lectorium.conference.callbacks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.core.ProblemException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Prosody tells what happens. A 2xx means that it is kept. */
@RestController
@RequestMapping("/api/v1/callbacks/prosody")
@Tag(name = "callbacks", description = "What conference servers tell and ask.")
class ProsodyController {

    private static final Pattern SYNC_EVENT = Pattern.compile("(room/(created|destroyed))|(occupant/(joined|left))");

    private final EventIntake intake;
    private final Clock clock;

    ProsodyController(EventIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /** @param known events that were told before */
    @Schema(name = "EventsKept")
    record EventsKept(int accepted, int known) {}

    @PostMapping("/events")
    @Operation(summary = "Events of our module in Prosody: one, or an array in their order")
    EventsKept tellEvents(HttpServletRequest request) {
        return kept(intake.keep(EventReader.ofModule(body(request), clock.instant())));
    }

    @PostMapping("/event-sync/events/{subject}/{event}")
    @Operation(summary = "An event of Prosody's module event_sync")
    EventsKept tellSyncEvent(@PathVariable String subject, @PathVariable String event, HttpServletRequest request) {
        if (!SYNC_EVENT.matcher(subject + "/" + event).matches()) {
            throw new ProblemException(ConferenceProblem.CALLBACK_INVALID, Map.of("reason", subject + "/" + event));
        }
        return kept(intake.keep(List.of(EventReader.ofSync(body(request), clock.instant()))));
    }

    private static EventsKept kept(EventIntake.Receipt receipt) {
        return new EventsKept(receipt.accepted(), receipt.known());
    }

    private static String body(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(EventReader.MAX_BYTES + 1);
            if (bytes.length > EventReader.MAX_BYTES) {
                throw EventReader.tooLarge(EventReader.MAX_BYTES);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProblemException(ConferenceProblem.CALLBACK_INVALID, Map.of("reason", "body"), e);
        }
    }
}
