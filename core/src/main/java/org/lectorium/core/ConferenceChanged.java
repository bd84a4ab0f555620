package org.lectorium.core;

/**
 * Something became known about a conference: it began, somebody came, something was written, it ended. Published in the
 * transaction that keeps it, any number of times.
 */
public record ConferenceChanged(ConferenceFacts conference) {}
