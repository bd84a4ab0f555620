package org.lectorium.core;

import java.time.Instant;

/**
 * The bytes as they arrived.
 *
 * @param fileName as the sender called it, for people to read; never part of a path or a key
 */
public record OriginalFile(String fileName, long sizeBytes, Sha256 sha256, Instant receivedAt) {}
