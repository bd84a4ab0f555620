package org.lectorium.catalog.playback;

import java.util.Optional;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.ManageRecordings;
import org.lectorium.catalog.Receiving;
import org.lectorium.catalog.ReceivingTable;
import org.lectorium.catalog.Recording;
import org.lectorium.core.LiveMedia;
import org.lectorium.core.LiveMedia.LiveFile;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Viewer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets those watch a recording while it arrives who will be allowed to watch it; asked for each file. */
@Component
public class WatchReceiving {

    private final ManageRecordings manage;
    private final ReceivingTable receiving;
    private final ObjectProvider<LiveMedia> live;

    WatchReceiving(ManageRecordings manage, ReceivingTable receiving, ObjectProvider<LiveMedia> live) {
        this.manage = manage;
        this.receiving = receiving;
        this.live = live;
    }

    static String playlist(Recording card) {
        return "/api/v1/recordings/" + card.id() + "/live/" + LiveMedia.PLAYLIST;
    }

    /** @throws ProblemException if there is nothing to watch yet */
    void requireWatchable(Recording card) {
        var media = live.getIfAvailable();
        var arriving = receiving.ofCard(card.id());
        if (media == null || arriving.isEmpty()) {
            throw new ProblemException(CatalogProblem.NOT_WATCHABLE_YET);
        }
        media.obstacle(arriving.get().delivery()).ifPresent(obstacle -> {
            throw obstacle;
        });
    }

    /**
     * A file of what there is so far. Also for a while after all of it has come: who is watching watches to the end.
     *
     * @return empty if there is no such file
     * @throws ProblemException if there is no such recording for the viewer, or it cannot be watched now
     */
    public Optional<LiveFile> open(Viewer viewer, RecordingId card, String file) {
        var recording = manage.getWhatCame(viewer, card);
        var delivery = receiving.ofCard(card).map(Receiving::delivery).orElse(recording.id());
        return Optional.ofNullable(live.getIfAvailable()).flatMap(media -> media.open(delivery, file));
    }
}
