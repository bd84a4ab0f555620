package org.lectorium.ingest.tus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param maxFileBytes how large one file may be
 * @param quotaBytes how much room the recordings of one person may take with all their renditions; null for any
 * @param maxUnfinished how many uploads one person may have begun
 * @param expiry how long an unfinished upload is kept after its last byte
 */
@ConfigurationProperties("lectorium.uploads")
public record UploadSettings(long maxFileBytes, @Nullable Long quotaBytes, int maxUnfinished, Duration expiry) {}
