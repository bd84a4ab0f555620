package org.lectorium.conference.retention;

import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Expiring.Kind;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keep how long personal data is kept, by kind; a kind without a period until somebody deletes it */
@ConfigurationProperties("lectorium.retention")
public record RetentionSettings(@DefaultValue Map<Kind, @Nullable Period> keep) {

    public RetentionSettings {
        var periods = new EnumMap<Kind, Period>(Kind.class);
        keep.forEach((kind, period) -> {
            // What is left empty in the environment arrives as null.
            if (period != null) {
                if (period.isNegative() || period.isZero()) {
                    throw new IllegalArgumentException("data cannot be kept for " + period);
                }
                periods.put(kind, period);
            }
        });
        keep = Map.copyOf(periods);
    }

    /** What is older goes; empty if nothing goes. */
    Optional<ZonedDateTime> horizon(Kind kind, ZonedDateTime now) {
        // Events tell all that chat and attendance are made from: they go with the first of them.
        return kind == Kind.EVENTS ? latest(now, Kind.EVENTS, Kind.CHAT, Kind.ATTENDANCE) : latest(now, kind);
    }

    /** Of conferences on earlier days something may be gone; empty if nothing is. */
    Optional<ZonedDateTime> wholeSince(ZonedDateTime now) {
        return latest(now, Kind.CHAT, Kind.ATTENDANCE);
    }

    private Optional<ZonedDateTime> latest(ZonedDateTime now, Kind... kinds) {
        return Stream.of(kinds)
                .flatMap(kind -> Optional.ofNullable(keep.get(kind)).stream())
                .map(period -> now.minus(period).toLocalDate().atStartOfDay(now.getZone()))
                .max(Comparator.naturalOrder());
    }
}
