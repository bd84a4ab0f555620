package org.lectorium.api;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server that delivers to nobody, one for all tests. */
final class StandInMail {

    private static final GreenMail SERVER = start();

    private StandInMail() {}

    private static GreenMail start() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    static GreenMail started() {
        return SERVER;
    }
}
