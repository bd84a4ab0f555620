package org.lectorium.ingest.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.lectorium.ingest.tus.Checksum;
import org.lectorium.ingest.tus.CreateUploads;
import org.lectorium.ingest.tus.Headers;
import org.lectorium.ingest.tus.ReceiveUploads;
import org.lectorium.ingest.tus.Upload;
import org.lectorium.ingest.tus.Upload.Kind;
import org.lectorium.ingest.tus.UploadProblem;
import org.lectorium.ingest.tus.UploadSettings;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Resumable uploads by tus 1.0.0. It has a description of its own, https://tus.io/protocols/resumable-upload, and no
 * place in the OpenAPI file: nobody calls it by a generated client.
 */
@RestController
@RequestMapping(TusController.PATH)
@Hidden
class TusController {

    static final String PATH = "/api/v1/uploads";

    private static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,checksum,expiration,termination,concatenation";
    private static final String BODY_TYPE = "application/offset+octet-stream";
    private static final String OVERRIDE = "X-HTTP-Method-Override";

    private final CreateUploads create;
    private final ReceiveUploads uploads;
    private final UploadSettings settings;
    private final Limits limits;

    TusController(CreateUploads create, ReceiveUploads uploads, UploadSettings settings, Limits limits) {
        this.create = create;
        this.uploads = uploads;
        this.settings = settings;
        this.limits = limits;
    }

    /** Before each of them. */
    @ModelAttribute
    void requireVersion(HttpServletRequest request, HttpServletResponse response) {
        if (!request.getMethod().equals("OPTIONS") && !Headers.VERSION.equals(request.getHeader("Tus-Resumable"))) {
            response.setHeader("Tus-Version", Headers.VERSION);
            throw new ProblemException(UploadProblem.TUS_VERSION_UNSUPPORTED, Map.of("version", Headers.VERSION));
        }
        // Only what changes something already may be turned into another change.
        var override = request.getHeader(OVERRIDE);
        if (override != null
                && !override.equals(request.getMethod())
                && !request.getMethod().equals("POST")) {
            throw Headers.invalid(OVERRIDE);
        }
    }

    @RequestMapping(
            path = {"", "/{id}"},
            method = RequestMethod.OPTIONS)
    ResponseEntity<Void> describe() {
        return ResponseEntity.noContent()
                .header("Tus-Version", Headers.VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", Long.toString(settings.maxFileBytes()))
                .header("Tus-Checksum-Algorithm", Checksum.ALGORITHMS)
                .build();
    }

    @PostMapping
    ResponseEntity<Void> create(@Nullable Person sender, HttpServletRequest request) throws IOException {
        if (request.getHeader(OVERRIDE) != null && !request.getHeader(OVERRIDE).equals("POST")) {
            throw Headers.invalid(OVERRIDE);
        }
        if (sender != null) {
            limits.count(Limit.UPLOAD, sender.id().toString());
        }
        boolean withBody = hasBody(request);
        if (withBody) {
            requireBodyType(request);
        }
        var concat = request.getHeader("Upload-Concat");
        var metadata = request.getHeader("Upload-Metadata");
        var creation = Headers.creation(
                request.getHeader("Upload-Length"), request.getHeader("Upload-Defer-Length"), concat, metadata);
        if (withBody && creation instanceof Headers.Creation.OfParts) {
            throw new ProblemException(UploadProblem.UPLOAD_IS_FINAL);
        }
        var upload = create.create(creation, concat, metadata, id(sender));
        // What was begun before goes on at its own place.
        if (withBody && upload.received() == 0 && upload.finished() == null) {
            var append = Headers.append("0", null, request.getHeader("Upload-Checksum"));
            upload = uploads.append(
                    upload.id(), id(sender), append, request.getInputStream(), request.getContentLengthLong());
        }
        var answer = ResponseEntity.created(URI.create(PATH + "/" + upload.id()));
        if (withBody || upload.finished() != null) {
            answer.header("Upload-Offset", Long.toString(upload.received()));
        }
        return answer.headers(progress(upload)).build();
    }

    @RequestMapping(path = "/{id}", method = RequestMethod.HEAD)
    ResponseEntity<Void> look(@Nullable Person sender, @PathVariable String id) {
        var upload = uploads.state(Headers.id(id), id(sender));
        var answer = ResponseEntity.ok().cacheControl(CacheControl.noStore()).headers(progress(upload));
        if (upload.kind() != Kind.FINAL || upload.finished() != null) {
            answer.header("Upload-Offset", Long.toString(upload.received()));
        }
        if (upload.length() == null) {
            answer.header("Upload-Defer-Length", "1");
        } else {
            answer.header("Upload-Length", Long.toString(upload.length()));
        }
        if (upload.metadata() != null) {
            answer.header("Upload-Metadata", upload.metadata());
        }
        if (upload.concat() != null) {
            answer.header("Upload-Concat", upload.concat());
        }
        return answer.build();
    }

    @PatchMapping("/{id}")
    ResponseEntity<Void> append(@Nullable Person sender, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        requireBodyType(request);
        var append = Headers.append(
                request.getHeader("Upload-Offset"),
                request.getHeader("Upload-Length"),
                request.getHeader("Upload-Checksum"));
        var upload = uploads.append(
                Headers.id(id), id(sender), append, request.getInputStream(), request.getContentLengthLong());
        return ResponseEntity.noContent()
                .header("Upload-Offset", Long.toString(upload.received()))
                .headers(progress(upload))
                .build();
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> terminate(@Nullable Person sender, @PathVariable String id) {
        uploads.terminate(Headers.id(id), id(sender));
        return ResponseEntity.noContent().build();
    }

    /** For those who can send no other method. */
    @PostMapping(path = "/{id}", headers = OVERRIDE)
    ResponseEntity<Void> insteadOf(@Nullable Person sender, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        return switch (request.getHeader(OVERRIDE)) {
            case "PATCH" -> append(sender, id, request);
            case "DELETE" -> terminate(sender, id);
            case "HEAD" -> look(sender, id);
            default -> throw Headers.invalid(OVERRIDE);
        };
    }

    /** How long it is kept, or what has become of it. */
    private static HttpHeaders progress(Upload upload) {
        var headers = new HttpHeaders();
        var finished = upload.finished();
        if (finished == null) {
            headers.setInstant("Upload-Expires", upload.expiresAt());
        } else {
            headers.set("Lectorium-Recording", finished.recording().toString());
            var sha256 = HexFormat.of().parseHex(finished.sha256().hex());
            headers.set("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
        }
        return headers;
    }

    private static @Nullable UserId id(@Nullable Person sender) {
        return sender == null ? null : sender.id();
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static void requireBodyType(HttpServletRequest request) {
        if (!BODY_TYPE.equals(request.getContentType())) {
            throw new ProblemException(UploadProblem.UPLOAD_TYPE_WRONG, Map.of("type", BODY_TYPE));
        }
    }
}
