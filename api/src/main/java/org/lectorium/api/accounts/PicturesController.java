package org.lectorium.api.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ImageProblem;
import org.lectorium.core.ImageType;
import org.lectorium.core.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people look like in conferences. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "me")
class PicturesController {

    /** Browsers send it scaled to what Jitsi shows. */
    private static final int MAX_BYTES = 512 << 10;

    private final PicturesTable pictures;

    PicturesController(PicturesTable pictures) {
        this.pictures = pictures;
    }

    /** @param url a path of ours, or an address that the directory told; null for none */
    @Schema(name = "Picture")
    record PictureJson(@Nullable String url) {}

    @GetMapping("/me/picture")
    @Operation(summary = "What I look like in conferences")
    PictureJson getPicture(SignedIn me) {
        return new PictureJson(pictures.address(me.account().id()).orElse(null));
    }

    @PutMapping(path = "/me/picture", consumes = "*/*")
    @Operation(summary = "Set it: PNG, JPEG or WebP, half a megabyte at the most")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    PictureJson setPicture(SignedIn me, HttpServletRequest request) throws IOException {
        var bytes = ImageType.read(request.getInputStream(), MAX_BYTES);
        pictures.set(me.account().id(), ImageType.taken(bytes).contentType(), bytes);
        return getPicture(me);
    }

    @DeleteMapping("/me/picture")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take it away; the directory's is shown again")
    void removePicture(SignedIn me) {
        pictures.remove(me.account().id());
    }

    @GetMapping(path = "/pictures/{id}", produces = "image/*")
    @Operation(summary = "A picture; needs no account, since Jitsi's page shows it to everybody in a conference")
    ResponseEntity<byte[]> showPicture(@PathVariable UUID id) {
        var picture = pictures.find(id).orElseThrow(() -> new ProblemException(ImageProblem.IMAGE_NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(picture.contentType()))
                .headers(headers -> ImageType.HEADERS.forEach(headers::set))
                .body(picture.bytes());
    }
}
