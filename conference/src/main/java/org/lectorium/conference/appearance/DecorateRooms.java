package org.lectorium.conference.appearance;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.ByteRange;
import org.lectorium.core.ImageProblem;
import org.lectorium.core.ImageType;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.ProblemException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives rooms their looks. */
@Component
public class DecorateRooms {

    public static final int MAX_IMAGE_BYTES = 2 * 1024 * 1024;

    private final AppearancesTable table;
    private final MediaStore store;
    private final AuditTrail audit;
    private final Clock clock;

    DecorateRooms(AppearancesTable table, MediaStore store, AuditTrail audit, Clock clock) {
        this.table = table;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an image is for. */
    public enum Kind {
        LOGO,
        BACKGROUND
    }

    public List<Appearance> all() {
        return table.all();
    }

    public Appearance get(UUID appearance) {
        return table.find(appearance).orElseThrow(() -> new ProblemException(AppearanceProblem.APPEARANCE_NOT_FOUND));
    }

    /** @param chosen for the room by its owners; null if they did not choose */
    public Optional<Appearance> of(String room, @Nullable UUID chosen) {
        return Appearance.of(room, chosen, table.all(), clock.instant());
    }

    @Transactional
    public Appearance save(Appearance appearance) {
        table.save(appearance);
        note(Deed.APPEARANCE_CHANGED, appearance);
        return get(appearance.id());
    }

    /** Its images go last: what is not named any more only takes room. */
    public void remove(UUID id) {
        var appearance = get(id);
        table.remove(id);
        note(Deed.APPEARANCE_DELETED, appearance);
        forget(appearance.logo());
        forget(appearance.background());
    }

    /**
     * @param bytes of an image, which is not trusted
     * @throws ProblemException if they are none of the kinds that are taken
     */
    public Appearance setImage(UUID id, Kind kind, byte[] bytes) {
        var appearance = get(id);
        var type = ImageType.taken(bytes);
        var image = UUID.randomUUID();
        store.put(MediaKey.appearance(image), bytes, type.contentType());
        var before = table.setImage(id, kind, image, type.contentType());
        note(Deed.APPEARANCE_CHANGED, appearance);
        forget(before);
        return get(id);
    }

    public void removeImage(UUID id, Kind kind) {
        var appearance = get(id);
        var before = table.removeImage(id, kind);
        if (before != null) {
            note(Deed.APPEARANCE_CHANGED, appearance);
            forget(before);
        }
    }

    private void forget(@Nullable UUID image) {
        if (image != null) {
            store.delete(MediaKey.appearance(image));
        }
    }

    /** @param content has to be closed */
    public record Image(String contentType, MediaStore.Content content) {}

    public Image image(UUID image) {
        return table.contentType(image)
                .flatMap(type ->
                        store.open(MediaKey.appearance(image), ByteRange.ALL).map(content -> new Image(type, content)))
                .orElseThrow(() -> new ProblemException(ImageProblem.IMAGE_NOT_FOUND));
    }

    private void note(Deed deed, Appearance appearance) {
        audit.note(deed, appearance.id().toString(), Map.of("name", appearance.name()));
    }
}
