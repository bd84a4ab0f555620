package org.lectorium.conference.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.core.Expiring.Kind;

class RetentionSettingsTest {

    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-25T03:40:00+03:00[Europe/Moscow]");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // chat, attendance, events; what they come to; whole since
                "-  , -  , -  , -         , -         , -         , -",
                "P1M, -  , -  , 2026-10-25, -         , 2026-10-25, 2026-10-25",
                "P1M, P1Y, P3Y, 2026-10-25, 2025-11-25, 2026-10-25, 2026-10-25",
                "P1Y, P1W, -  , 2025-11-25, 2026-11-18, 2026-11-18, 2026-11-18",
                "-  , -  , P1D, -         , -         , 2026-11-24, -"
            })
    void looksBack(
            @Nullable Period chat,
            @Nullable Period attendance,
            @Nullable Period events,
            @Nullable LocalDate chatBefore,
            @Nullable LocalDate attendanceBefore,
            @Nullable LocalDate eventsBefore,
            @Nullable LocalDate wholeSince) {
        var keep = new EnumMap<Kind, Period>(Kind.class);
        put(keep, Kind.CHAT, chat);
        put(keep, Kind.ATTENDANCE, attendance);
        put(keep, Kind.EVENTS, events);
        var settings = new RetentionSettings(keep);

        assertThat(day(settings, Kind.CHAT)).isEqualTo(chatBefore);
        assertThat(day(settings, Kind.ATTENDANCE)).isEqualTo(attendanceBefore);
        assertThat(day(settings, Kind.EVENTS)).isEqualTo(eventsBefore);
        assertThat(settings.wholeSince(NOW).map(ZonedDateTime::toLocalDate).orElse(null))
                .isEqualTo(wholeSince);
    }

    private static void put(Map<Kind, Period> keep, Kind kind, @Nullable Period period) {
        if (period != null) {
            keep.put(kind, period);
        }
    }

    private static @Nullable LocalDate day(RetentionSettings settings, Kind kind) {
        return settings.horizon(kind, NOW).map(ZonedDateTime::toLocalDate).orElse(null);
    }

    @Test
    void refusesToKeepForNoTime() {
        assertThatThrownBy(() -> new RetentionSettings(Map.of(Kind.CHAT, Period.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetentionSettings(Map.of(Kind.EVENTS, Period.ofDays(-1))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
