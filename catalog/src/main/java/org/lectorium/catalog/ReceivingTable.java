package org.lectorium.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lectorium.core.RecordingId;

/** Which recordings are seen arriving. */
public interface ReceivingTable {

    List<Receiving> all();

    /** @return false if one of this delivery, or of this card, is there */
    boolean add(Receiving receiving);

    void progressed(Receiving receiving);

    Optional<Receiving> ofCard(RecordingId card);

    /** In any order; those that do not arrive are left out. */
    List<Receiving> ofCards(Collection<RecordingId> cards);

    void remove(RecordingId delivery);

    /** It came to nothing of its own: its bytes are that recording's. */
    void replaced(RecordingId delivery, RecordingId recording);

    /** What came in place of a card. */
    Optional<RecordingId> became(RecordingId card);
}
