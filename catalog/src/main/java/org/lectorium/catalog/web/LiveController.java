package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.playback.WatchReceiving;
import org.lectorium.core.ContentPolicy;
import org.lectorium.core.LiveMedia;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/recordings/{id}/live")
@Tag(name = "recordings", description = "The archive; everything here comes from the database.")
class LiveController {

    private final WatchReceiving watch;

    LiveController(WatchReceiving watch) {
        this.watch = watch;
    }

    @GetMapping("/{file}")
    @Operation(
            summary =
                    "What there is to watch of one that is still received: the playlist that its playback names, and the"
                            + " files that the playlist names")
    @ApiResponse(responseCode = "200", description = "The bytes of the file", content = @Content)
    void getLiveFile(Viewer viewer, @PathVariable String id, @PathVariable String file, HttpServletResponse response)
            throws IOException {
        var opened = watch.open(viewer, Parameters.recording(id), file)
                .orElseThrow(() -> new ProblemException(CatalogProblem.LIVE_FILE_NOT_FOUND));
        try (var content = opened.content()) {
            response.setContentType(opened.contentType());
            response.setContentLengthLong(opened.sizeBytes());
            // A file does not change any more when the playlist names it; the playlist grows.
            response.setHeader(
                    HttpHeaders.CACHE_CONTROL,
                    file.equals(LiveMedia.PLAYLIST) ? "no-store" : "private, immutable, max-age=3600");
            response.setHeader(ContentPolicy.HEADER, ContentPolicy.STRANGERS_BYTES);
            content.transferTo(response.getOutputStream());
        }
    }
}
