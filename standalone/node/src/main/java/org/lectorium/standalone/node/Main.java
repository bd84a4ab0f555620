package org.lectorium.standalone.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Runs one Elasticsearch node until its standard input ends. The parent holds the other end and never writes: when it
 * dies, however it dies, this process ends as well.
 */
public final class Main {

    private Main() {}

    /** @param args the home directory, then settings as {@code name=value} */
    public static void main(String[] args) throws Exception {
        LogConfigurator.configureESLogging();
        LogConfigurator.setNodeName("lectorium");
        var home = Path.of(args[0]);
        var settings = Settings.builder().put("path.home", home);
        for (int i = 1; i < args.length; i++) {
            var setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        var modules = PluginsLoader.loadModulesBundles(home.resolve("modules"), false);
        var node = new Node(
                new Environment(settings.build(), home.resolve("config")),
                PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of()));
        node.start();
        awaitEndOfInput();
        node.close();
        // Some of the node's threads never end by themselves.
        Runtime.getRuntime().halt(0);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is expected.
            }
        } catch (IOException e) {
            // The end, too.
        }
    }
}
