package org.lectorium.catalog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param linkValidity how long a link to media works; a lecture has to end within it
 * @param missingAfter how long after the end of a recording people wait for it before they are told
 */
@ConfigurationProperties("lectorium.catalog")
public record CatalogSettings(Duration linkValidity, Duration missingAfter) {}
