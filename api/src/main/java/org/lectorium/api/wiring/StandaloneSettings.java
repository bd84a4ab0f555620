package org.lectorium.api.wiring;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * @param dataDir all embedded data
 * @param leastFree below that much free space it does not start
 */
@ConfigurationProperties("lectorium.standalone")
record StandaloneSettings(Path dataDir, DataSize leastFree) {}
