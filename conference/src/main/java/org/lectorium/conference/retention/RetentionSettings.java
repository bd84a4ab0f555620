package org.lectorium.conference.retention;

import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Expiring;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** How long personal data is kept, by kind; null for: until somebody deletes it. */
@ConfigurationProperties("lectorium.retention")
public record RetentionSettings(
        @Nullable Period chat,
        @Nullable Period attendance,
        @Nullable Period events,
        @Nullable Period audit) {

    public RetentionSettings {
        Stream.of(
                        Optional.ofNullable(chat),
                        Optional.ofNullable(attendance),
                        Optional.ofNullable(events),
                        Optional.ofNullable(audit))
                .flatMap(Optional::stream)
                .filter(period -> period.isNegative() || period.isZero())
                .findFirst()
                .ifPresent(period -> {
                    throw new IllegalArgumentException("data cannot be kept for " + period);
                });
    }

    /** What is older goes; empty if nothing goes. */
    Optional<ZonedDateTime> horizon(Expiring.Kind kind, ZonedDateTime now) {
        return switch (kind) {
            case CHAT -> horizon(chat, now);
            case ATTENDANCE -> horizon(attendance, now);
            case AUDIT -> horizon(audit, now);
            // They tell all that chat and attendance are made from: they go with the first of them.
            case EVENTS ->
                Stream.of(horizon(events, now), horizon(chat, now), horizon(attendance, now))
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder());
        };
    }

    private static Optional<ZonedDateTime> horizon(@Nullable Period period, ZonedDateTime now) {
        return period == null
                ? Optional.empty()
                : Optional.of(now.minus(period).toLocalDate().atStartOfDay(now.getZone()));
    }

    /** Of conferences on earlier days something may be gone; empty if nothing is. */
    Optional<ZonedDateTime> wholeSince(ZonedDateTime now) {
        return Stream.of(Expiring.Kind.CHAT, Expiring.Kind.ATTENDANCE)
                .map(kind -> horizon(kind, now))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
