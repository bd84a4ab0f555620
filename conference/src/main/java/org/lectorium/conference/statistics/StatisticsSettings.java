package org.lectorium.conference.statistics;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param zone whose days and hours count */
@ConfigurationProperties("lectorium.conference")
public record StatisticsSettings(ZoneId zone) {

    public StatisticsSettings(@Nullable ZoneId zone) {
        this.zone = zone == null ? ZoneId.systemDefault() : zone;
    }
}
