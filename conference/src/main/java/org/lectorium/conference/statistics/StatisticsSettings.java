package org.lectorium.conference.statistics;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param zone whose days and hours count; null for the system's */
@ConfigurationProperties("lectorium.conference")
public record StatisticsSettings(@Nullable String zone) {

    /** An empty variable is one that is not set. */
    public StatisticsSettings {
        zone = zone == null || zone.isBlank() ? null : ZoneId.of(zone.strip()).getId();
    }

    public ZoneId zoneId() {
        return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    }
}
