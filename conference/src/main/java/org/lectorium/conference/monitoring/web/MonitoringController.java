package org.lectorium.conference.monitoring.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.lectorium.conference.monitoring.Monitor;
import org.lectorium.conference.monitoring.MonitoringState;
import org.lectorium.conference.monitoring.Watchers;
import org.lectorium.conference.monitoring.Watchers.Watcher;
import org.lectorium.core.People;
import org.lectorium.core.Viewer.Person;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/api/v1/monitoring")
@Tag(name = "monitoring", description = "What is going on at this moment; for administrators.")
class MonitoringController {

    /** Then the browser comes again, and shows again that it may. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Monitor monitor;
    private final Watchers watchers;

    private final People people;

    MonitoringController(Monitor monitor, Watchers watchers, People people) {
        this.monitor = monitor;
        this.watchers = watchers;
        this.people = people;
    }

    @GetMapping
    @Operation(summary = "Live rooms, recorders, callbacks and the queue")
    MonitoringState getMonitoringState() {
        return monitor.look();
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "The same, as an event \"state\" whenever it changes; ends after some minutes, come again")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = MonitoringState.class)))
    ResponseEntity<SseEmitter> watchMonitoringState(Person viewer) {
        var emitter = new SseEmitter(LONGEST.toMillis());
        var watcher = new Browser(emitter, () -> isAdmin(viewer));
        emitter.onCompletion(() -> watchers.remove(watcher));
        emitter.onTimeout(emitter::complete);
        emitter.onError(thrown -> watchers.remove(watcher));
        watchers.add(watcher);
        // nginx keeps back what it takes for a page until that is whole.
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }

    private boolean isAdmin(Person viewer) {
        return people.find(viewer.id()).filter(Person::admin).isPresent();
    }

    /** @param mayWatch at this moment: a block ends what is open already */
    private record Browser(SseEmitter emitter, BooleanSupplier mayWatch) implements Watcher {

        @Override
        public void tell(MonitoringState state) {
            send(SseEmitter.event().name("state").data(state, MediaType.APPLICATION_JSON));
        }

        @Override
        public void sign() {
            send(SseEmitter.event().comment("still here"));
        }

        private void send(SseEmitter.SseEventBuilder event) {
            if (!mayWatch.getAsBoolean()) {
                emitter.complete();
                return;
            }
            try {
                emitter.send(event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end() {
            emitter.complete();
        }
    }
}
