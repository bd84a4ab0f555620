package org.lectorium.core;

import java.time.Instant;

/** A recorder began to send something. Published in the transaction that keeps it, any number of times. */
public record DeliveryBegun(RecordedMeeting meeting, Instant at) {}
