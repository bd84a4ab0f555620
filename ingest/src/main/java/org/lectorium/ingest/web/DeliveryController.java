package org.lectorium.ingest.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer.Person;
import org.lectorium.ingest.IngestProblem;
import org.lectorium.ingest.IngestRecording;
import org.lectorium.ingest.IngestRecording.Received;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Jibri's delivery arrives. Reads the multipart body as a stream: Spring's own support would write the file to a
 * temporary directory first, and memory must not grow with the file.
 */
@RestController
@RequestMapping("/api/v1/ingest/recordings")
@Tag(name = "ingest", description = "Where recorders deliver.")
class DeliveryController {

    private static final int MAX_METADATA_BYTES = 1 << 20;
    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final IngestRecording ingest;
    private final Limits limits;

    DeliveryController(IngestRecording ingest, Limits limits) {
        this.ingest = ingest;
        this.limits = limits;
    }

    /** @param status always {@code stored}: the bytes are safe */
    @Schema(name = "Delivery")
    record Delivery(UUID id, String status) {}

    /** How the body looks; described only, since it is read as a stream. */
    @Schema(name = "DeliveryForm")
    record DeliveryForm(
            @Schema(
                    type = "object",
                    description =
                            "Jibri's metadata.json as it is, with title, room, startedAt and sessionId where they are known")
            @Nullable
            Object metadata,

            @Schema(type = "string", format = "binary") Object file) {}

    @PostMapping(consumes = MediaType.ALL_VALUE)
    @Operation(
            summary = "Deliver a recording; a 2xx means that its bytes are safe",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = DeliveryForm.class))))
    @ApiResponse(responseCode = "201", description = "It is new")
    @ApiResponse(responseCode = "200", description = "The same key or the same bytes came before")
    ResponseEntity<Delivery> deliverRecording(
            @Nullable Person sender,
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        if (sender != null) {
            limits.count(Limit.UPLOAD, sender.id().toString());
        }
        if (idempotencyKey != null && !KEY_FORM.matcher(idempotencyKey).matches()) {
            throw new ProblemException(IngestProblem.IDEMPOTENCY_KEY_INVALID);
        }
        var parts = readParts(request);
        var accepted =
                ingest.accept(parts.received(), parts.metadata(), idempotencyKey, sender == null ? null : sender.id());
        var id = accepted.recording().value();
        var delivery = new Delivery(id, "stored");
        return accepted.isNew()
                ? ResponseEntity.created(URI.create("/api/v1/recordings/" + id)).body(delivery)
                : ResponseEntity.ok(delivery);
    }

    private record Parts(Received received, byte @Nullable [] metadata) {}

    /** The two parts may come in either order; others are passed over. */
    private Parts readParts(HttpServletRequest request) {
        if (!JakartaServletFileUpload.isMultipartContent(request)) {
            throw new ProblemException(IngestProblem.NOT_MULTIPART);
        }
        var upload = new JakartaServletFileUpload<>();
        upload.setHeaderCharset(StandardCharsets.UTF_8);
        Received received = null;
        byte[] metadata = null;
        try {
            var items = upload.getItemIterator(request);
            while (items.hasNext()) {
                var item = items.next();
                if ("metadata".equals(item.getFieldName()) && metadata == null) {
                    metadata = readMetadata(item);
                } else if ("file".equals(item.getFieldName()) && received == null) {
                    received = ingest.receive(item.getName(), item.getInputStream(), request.getContentLengthLong());
                }
            }
        } catch (IOException e) {
            discard(received);
            throw new ProblemException(IngestProblem.UPLOAD_INCOMPLETE, e);
        } catch (RuntimeException e) {
            discard(received);
            throw e;
        }
        if (received == null) {
            throw new ProblemException(IngestProblem.FILE_MISSING);
        }
        return new Parts(received, metadata);
    }

    private static byte[] readMetadata(FileItemInput item) throws IOException {
        try (var in = item.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_METADATA_BYTES + 1);
            if (bytes.length > MAX_METADATA_BYTES) {
                throw new ProblemException(
                        IngestProblem.METADATA_TOO_LARGE, Map.of("maxBytes", Integer.toString(MAX_METADATA_BYTES)));
            }
            return bytes;
        }
    }

    private void discard(@Nullable Received received) {
        if (received != null) {
            ingest.discard(received);
        }
    }
}
