package org.lectorium.core;

/** An object in the media store, with what is needed to check that it is whole. */
public record StoredMedia(MediaKey key, long sizeBytes, Sha256 sha256, String contentType) {}
