package org.lectorium.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lectorium.core.ChatLine;
import org.lectorium.core.Conferences;
import org.lectorium.core.RecordingId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The chats of conferences, on the clocks of their recordings. */
@Component
public class RecordedChats {

    private final ObjectProvider<Conferences> conferences;

    RecordedChats(ObjectProvider<Conferences> conferences) {
        this.conferences = conferences;
    }

    /** What was written while they were made, in order; empty lists for those without. */
    public Map<RecordingId, List<RecordingMessage>> of(Collection<Recording> recordings) {
        var numbers = recordings.stream()
                .filter(Recording::hasArrived)
                .map(Recording::conference)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        var known = numbers.isEmpty() ? null : conferences.getIfAvailable();
        Map<Integer, List<ChatLine>> chats = known == null ? Map.of() : known.chats(numbers);
        return recordings.stream().collect(Collectors.toUnmodifiableMap(Recording::id, recording -> {
            var chat = recording.conference() == null || !recording.hasArrived()
                    ? null
                    : chats.get(recording.conference());
            return chat == null ? List.of() : during(RecordingClock.of(recording), chat);
        }));
    }

    private static List<RecordingMessage> during(RecordingClock clock, List<ChatLine> chat) {
        return chat.stream()
                .map(line -> clock.at(line.at()).stream()
                        .mapToObj(
                                at -> new RecordingMessage(line.id(), at, line.author(), line.text(), line.replyTo())))
                .flatMap(Function.<Stream<RecordingMessage>>identity())
                .toList();
    }
}
