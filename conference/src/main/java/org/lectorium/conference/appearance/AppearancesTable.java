package org.lectorium.conference.appearance;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.appearance.DecorateRooms.Kind;

/** Appearances and what is known of their images. */
public interface AppearancesTable {

    /** By name. */
    List<Appearance> all();

    Optional<Appearance> find(UUID appearance);

    /** As it is given, but for the images. */
    void save(Appearance appearance);

    void remove(UUID appearance);

    /** @return the one that was there before; null if there was none */
    @Nullable
    UUID setImage(UUID appearance, Kind kind, UUID image, String contentType);

    /** @return the one that was there; null if there was none */
    @Nullable
    UUID removeImage(UUID appearance, Kind kind);

    Optional<String> contentType(UUID image);
}
