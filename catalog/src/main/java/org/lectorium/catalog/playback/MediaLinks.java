package org.lectorium.catalog.playback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.CatalogSettings;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.ProblemException;
import org.lectorium.core.StoredMedia;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.LinkHolder;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Short-lived links that a video element can follow. To the store itself where browsers reach it, else to
 * {@code /media/{expires}.{viewer}.{signature}/{key}}, which the application streams, asking each time whether the viewer
 * for whom the link was made may still watch. A link opens the folder of its key: a playlist refers to the media beside
 * it by a bare name.
 */
@Component
public class MediaLinks {

    public static final String PATH = "/media/";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PERSON = "p";
    private static final String LINK = "l";
    private static final Pattern TOKEN =
            Pattern.compile("(?<expires>\\d{1,12})\\.(?<who>[pl][0-9a-f-]{36})\\.(?<signature>[A-Za-z0-9_-]{43})");

    private final MediaStore store;
    private final CatalogSettings settings;
    private final Clock clock;
    private final Supplier<byte[]> signingKey;

    MediaLinks(MediaStore store, LinkKey key, CatalogSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.signingKey = SingletonSupplier.of(key::get);
    }

    /** A link to look at the object. */
    public String show(Viewer viewer, StoredMedia media) {
        return direct(media, Optional.empty()).orElseGet(() -> own(viewer, media.key(), ""));
    }

    /** A link that saves the object under a name. */
    public String save(Viewer viewer, StoredMedia media, String fileName) {
        return direct(media, Optional.of(fileName)).orElseGet(() -> own(viewer, media.key(), fileName));
    }

    /** A link to the object that the application itself answers, wherever the object lies. */
    public String own(Viewer viewer, MediaKey key, String fileName) {
        // Whole hours, so that a page asked for twice names the same pictures and the browser has them already.
        long validity = settings.linkValidity().toSeconds();
        long expires = (clock.instant().getEpochSecond() / 3600 + 1) * 3600 + validity;
        var who = word(viewer);
        var link = PATH + expires + "." + who + "." + signature(expires, who, key, fileName) + "/" + key;
        return fileName.isEmpty() ? link : link + "?name=" + URLEncoder.encode(fileName, StandardCharsets.UTF_8);
    }

    private Optional<String> direct(StoredMedia media, Optional<String> fileName) {
        return store.directUrl(media.key(), settings.linkValidity(), media.contentType(), fileName)
                .map(Object::toString);
    }

    /**
     * @param token what stands between the slashes
     * @return for whom it was made
     * @throws ProblemException if the link was not made by us for this key and name, or is too old
     */
    Bearer check(String token, MediaKey key, String fileName) {
        var match = TOKEN.matcher(token);
        if (match.matches()) {
            long expires = Long.parseLong(match.group("expires"));
            var who = match.group("who");
            var expected = signature(expires, who, key, fileName).getBytes(StandardCharsets.US_ASCII);
            var given = match.group("signature").getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(expected, given)
                    && Instant.ofEpochSecond(expires).isAfter(clock.instant())) {
                return new Bearer(who.startsWith(PERSON), UUID.fromString(who.substring(1)));
            }
        }
        throw new ProblemException(CatalogProblem.LINK_INVALID);
    }

    /** @param id of a person, or of a share link */
    record Bearer(boolean isPerson, UUID id) {}

    private static String word(Viewer viewer) {
        return switch (viewer) {
            case Person person -> PERSON + person.id();
            case LinkHolder guest -> LINK + guest.link();
        };
    }

    private String signature(long expires, String who, MediaKey key, String fileName) {
        var folder = key.value().substring(0, key.value().lastIndexOf('/'));
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(signingKey.get(), ALGORITHM));
            var digest = mac.doFinal(
                    (expires + "\n" + who + "\n" + folder + "\n" + fileName).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }
}
