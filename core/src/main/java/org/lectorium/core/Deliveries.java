package org.lectorium.core;

/** What other stages may ask about what is on its way to us. */
public interface Deliveries {

    /** Whether a recorder still sends what it made in that session. */
    boolean isUnderWay(String recorderSession);
}
