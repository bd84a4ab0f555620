package org.lectorium.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A script of the tests that uses what others have published for Node, in a process of its own. */
final class NodeScript {

    /** Beside it lies what scripts use. */
    private static final Path PACKAGES = Path.of("../web/package.json");

    private NodeScript() {}

    /** @param arguments behind the place of the packages, which each script expects first */
    static Process start(String resource, String... arguments) throws IOException {
        var script = Objects.requireNonNull(NodeScript.class.getResource(resource));
        var command = new ArrayList<>(List.of(
                "node",
                Path.of(URI.create(script.toString())).toString(),
                PACKAGES.toRealPath().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
