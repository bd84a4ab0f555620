package org.lectorium.catalog.playback;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.CatalogSettings;
import org.lectorium.core.ByteRange;
import org.lectorium.core.ContentDispositions;
import org.lectorium.core.ContentPolicy;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Streams objects to whoever has a link, range by range. No part of the API: the links are its only way in. */
@RestController
class MediaController {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
    private static final String PLAYLIST = ".m3u8";

    /** By our own names; what a sender called something never becomes a type. */
    private static final Map<String, String> TYPES = Map.of(
            "mp4", "video/mp4",
            "webm", "video/webm",
            "jpg", "image/jpeg",
            "m3u8", "application/vnd.apple.mpegurl");

    private final MediaLinks links;
    private final MediaAccess access;
    private final MediaStore store;
    private final CatalogSettings settings;

    MediaController(MediaLinks links, MediaAccess access, MediaStore store, CatalogSettings settings) {
        this.links = links;
        this.access = access;
        this.store = store;
        this.settings = settings;
    }

    @RequestMapping(
            path = MediaLinks.PATH + "{token}/{*path}",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    void stream(
            @PathVariable String token,
            @PathVariable String path,
            @RequestParam(defaultValue = "") String name,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var key = key(path.substring(1));
        access.check(links.check(token, key, name), key);
        response.setContentType(TYPES.getOrDefault(
                key.value().substring(key.value().lastIndexOf('.') + 1), "application/octet-stream"));
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                "private, immutable, max-age=" + settings.linkValidity().toSeconds());
        response.setHeader(ContentPolicy.HEADER, ContentPolicy.STRANGERS_BYTES);
        if (!name.isEmpty()) {
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ContentDispositions.attachment(name));
        }
        if (key.value().endsWith(PLAYLIST)) {
            playlist(key, response);
        } else {
            bytes(key, range, request, response);
        }
    }

    private static MediaKey key(String path) {
        try {
            return new MediaKey(path);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CatalogProblem.LINK_INVALID, e);
        }
    }

    /** As it is stored, except that its media may have to be fetched elsewhere. */
    private void playlist(MediaKey key, HttpServletResponse response) throws IOException {
        try (var content = store.open(key, ByteRange.ALL).orElseThrow(MediaController::gone)) {
            var playlist = new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
            var mediaKey = new MediaKey(key.value().substring(0, key.value().length() - PLAYLIST.length()) + ".mp4");
            var elsewhere = store.directUrl(mediaKey, settings.linkValidity(), "video/mp4", Optional.empty())
                    .map(url -> playlist.replace(mediaKey.name(), url.toString()))
                    .orElse(playlist);
            var bytes = elsewhere.getBytes(StandardCharsets.UTF_8);
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }

    private void bytes(
            MediaKey key, @Nullable String rangeHeader, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean headOnly = HttpMethod.HEAD.matches(request.getMethod());
        long size = rangeHeader == null && !headOnly ? -1 : store.size(key).orElseThrow(MediaController::gone);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        var range = rangeHeader == null ? null : range(rangeHeader, size, response);
        if (headOnly) {
            response.setContentLengthLong(size);
            return;
        }
        try (var content =
                store.open(key, range == null ? ByteRange.ALL : range).orElseThrow(MediaController::gone)) {
            if (range == null) {
                response.setContentLengthLong(content.sizeBytes());
            } else {
                long last = Math.min(range.last(), content.sizeBytes() - 1);
                response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE, "bytes " + range.first() + "-" + last + "/" + content.sizeBytes());
                response.setContentLengthLong(last - range.first() + 1);
            }
            content.stream().transferTo(response.getOutputStream());
        }
    }

    /** Null for a header that asks for something else than one range of bytes; RFC 9110 §14.2 says to ignore it. */
    private static @Nullable ByteRange range(String header, long size, HttpServletResponse response) {
        var match = RANGE.matcher(header.strip());
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return null;
        }
        try {
            boolean suffix = match.group(1).isEmpty();
            long first = suffix ? Math.max(0, size - Long.parseLong(match.group(2))) : Long.parseLong(match.group(1));
            long last = suffix || match.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(match.group(2));
            if (first < size && first <= last) {
                return new ByteRange(first, last);
            }
        } catch (NumberFormatException e) {
            return null;
        }
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        throw new ProblemException(CatalogProblem.RANGE_NOT_SATISFIABLE);
    }

    private static ProblemException gone() {
        return new ProblemException(CatalogProblem.LINK_INVALID);
    }
}
