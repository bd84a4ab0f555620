package org.lectorium.catalog.elasticsearch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;

/** What this node has written and nobody else has changed: it need not be written again. */
final class WrittenPages {

    /** About a hundred bytes each. */
    private static final int MAX_PAGES = 200_000;

    private record Key(String index, RecordingId recording) {}

    private final Cache<Key, List<Sha256>> digests = Caffeine.newBuilder()
            .maximumWeight(MAX_PAGES)
            .weigher((Key key, List<Sha256> pages) -> pages.size())
            .build();

    /** Of the recording's pages, in their order; null if that is not known. */
    @Nullable
    List<Sha256> of(String index, RecordingId recording) {
        return digests.getIfPresent(new Key(index, recording));
    }

    void keep(String index, RecordingId recording, List<Sha256> pages) {
        digests.put(new Key(index, recording), pages);
    }

    void forget(String index, RecordingId recording) {
        digests.invalidate(new Key(index, recording));
    }

    void forgetAll() {
        digests.invalidateAll();
    }
}
