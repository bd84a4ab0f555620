package org.lectorium.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param spool where bytes are made durable before they are acknowledged; must survive restarts
 * @param reserveBytes free space that incoming recordings leave alone, so that the database can always write
 * @param spoolRetention how long a node keeps its own copy of an original that the media store has
 * @param jibriZone the zone of the times in Jibri's file names, which carry no offset
 */
@ConfigurationProperties("lectorium.ingest")
public record IngestSettings(Path spool, long reserveBytes, Duration spoolRetention, ZoneId jibriZone) {}
