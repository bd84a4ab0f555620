package org.lectorium.conference.retention;

/** Nodes do not do the same at the same time. */
public interface RetentionLock {

    /** Until the transaction ends; false if another node has it. */
    boolean tryLock();
}
