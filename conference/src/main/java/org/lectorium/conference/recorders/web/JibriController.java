package org.lectorium.conference.recorders.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.recorders.JibriStatus;
import org.lectorium.conference.recorders.RecordersProblem;
import org.lectorium.conference.recorders.RecordersTable;
import org.lectorium.core.CallbackTokens;
import org.lectorium.core.ProblemException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Jibri's status webhook. It waits for two seconds, takes nothing for an answer but 200, and does not ask again before
 * the next minute.
 */
@RestController
@RequestMapping("/api/v1/callbacks/jibri")
@Tag(name = "callbacks", description = "Where conference servers call.")
class JibriController {

    private static final int MAX_BYTES = 65_536;

    private final RecordersTable recorders;
    private final CallbackTokens tokens;
    private final Clock clock;

    JibriController(RecordersTable recorders, CallbackTokens tokens, Clock clock) {
        this.recorders = recorders;
        this.tokens = tokens;
        this.clock = clock;
    }

    @PostMapping("/v1/status")
    @Operation(
            summary = "How a recorder is",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    void tellRecorderStatus(HttpServletRequest request) throws IOException {
        recorders.save(JibriStatus.read(body(request), clock.instant()));
    }

    /** Jibri can send a token of its own making only; ours goes into the address that it is given. */
    @PostMapping("/{token}/v1/status")
    @Operation(
            summary = "The same for who cannot send the token in a header",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = "application/json", schema = @Schema(type = "object"))))
    void tellRecorderStatusWithToken(@PathVariable String token, HttpServletRequest request) throws IOException {
        if (!tokens.isValid(token)) {
            throw new ProblemException(RecordersProblem.CALLBACK_TOKEN_WRONG);
        }
        tellRecorderStatus(request);
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new ProblemException(
                    ConferenceProblem.CALLBACK_TOO_LARGE, Map.of("maxBytes", Integer.toString(MAX_BYTES)));
        }
        return body;
    }
}
