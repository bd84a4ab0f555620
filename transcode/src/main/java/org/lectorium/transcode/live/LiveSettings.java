package org.lectorium.transcode.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param most how many arriving recordings one node makes watchable at a time; 0 for none
 * @param idle how long after the last question it goes on with one
 * @param reserveBytes free space that it leaves alone: more than incoming recordings do, so that they always go first
 */
@ConfigurationProperties("lectorium.live")
public record LiveSettings(int most, Duration idle, long reserveBytes) {}
