package org.lectorium.api;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A Lectorium in a process of its own; closing kills it. */
record ChildLectorium(ChildProcess child, URI address) implements AutoCloseable {

    /**
     * @param environment besides ports and secrets
     * @param stops steps in which it stops dead, once each
     */
    static ChildLectorium start(Map<String, String> environment, String... stops) throws IOException {
        var all = new HashMap<>(environment);
        all.put("LECTORIUM_PORT", "0");
        all.put("LECTORIUM_ADMIN_PASSWORD", LectoriumTest.ADMIN_PASSWORD);
        all.put("LECTORIUM_INGEST_TOKEN", LectoriumTest.INGEST_TOKEN);
        var child = ChildProcess.start(KilledLectorium.class, all, stops);
        return new ChildLectorium(child, URI.create(child.awaitLine("  Lectorium is ready: ")));
    }

    RunningLectorium lectorium() {
        return new RunningLectorium(address);
    }

    @Override
    public void close() throws Exception {
        child.close();
    }
}
