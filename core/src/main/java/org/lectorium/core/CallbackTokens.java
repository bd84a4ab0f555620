package org.lectorium.core;

/** For senders that can put their token nowhere but into the address. */
public interface CallbackTokens {

    /** Whether it is the token with which Prosody and the recorders call. */
    boolean isValid(String token);
}
