package org.lectorium.core;

import java.util.List;

/** With what callbacks are signed. */
public interface CallbackKeys {

    /** Each of them is good; while the token is changed there are two. */
    List<byte[]> hmacKeys();
}
