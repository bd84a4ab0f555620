package org.lectorium.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lectorium.standalone.EmbeddedDatabase;
import org.lectorium.standalone.EmbeddedObjectStore;
import org.lectorium.standalone.EmbeddedSearch;
import org.lectorium.testkit.ChildProcess;

/**
 * PostgreSQL, Elasticsearch and an S3 store, started by nobody that uses them; prints how to reach them. All of them, or
 * those that are named behind the directory. What was there before is there again.
 */
final class ExternalServers {

    static final String DATABASE = "postgres";
    static final String OBJECTS = "objects";
    static final String SEARCH = "elasticsearch";

    static final String DATABASE_URL = "LECTORIUM_DB_URL";
    static final String SEARCH_URL = "LECTORIUM_ELASTICSEARCH_URL";
    static final String OBJECTS_URL = "LECTORIUM_S3_ENDPOINT";

    static final String DATABASE_USERNAME = "LECTORIUM_DB_USERNAME";
    static final String ACCESS_KEY = "LECTORIUM_S3_ACCESS_KEY";
    static final String SECRET_KEY = "LECTORIUM_S3_SECRET_KEY";

    private ExternalServers() {}

    /** @param named all of them if none is */
    static ChildProcess run(Path directory, String... named) throws IOException {
        return ChildLectorium.run(
                ExternalServers.class,
                Map.of(),
                Stream.concat(Stream.of(directory.toString()), Stream.of(named)).toArray(String[]::new));
    }

    /** What nodes need to use all of them, once they are ready. */
    static Map<String, String> environment(ChildProcess servers) {
        var environment = new HashMap<String, String>();
        for (String variable :
                List.of(DATABASE_URL, DATABASE_USERNAME, SEARCH_URL, OBJECTS_URL, ACCESS_KEY, SECRET_KEY)) {
            environment.put(variable, servers.awaitLine(variable + "="));
        }
        return environment;
    }

    /**
     * The process that starts PostgreSQL's others; it leaves whoever has started it.
     *
     * @param database its directory
     */
    static Optional<ProcessHandle> postmaster(Path database) throws IOException {
        var pid = Files.readAllLines(database.resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip()));
    }

    public static void main(String[] arguments) throws InterruptedException {
        var directory = Path.of(arguments[0]);
        var named = Arrays.asList(arguments).subList(1, arguments.length);
        for (String server : named.isEmpty() ? List.of(DATABASE, OBJECTS, SEARCH) : named) {
            var started = start(server, directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    started.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        Thread.currentThread().join();
    }

    private static AutoCloseable start(String server, Path directory) {
        return switch (server) {
            case DATABASE -> {
                var database = EmbeddedDatabase.start(directory.resolve(DATABASE), directory.resolve("programs"));
                print(DATABASE_URL, database.jdbcUrl());
                print(DATABASE_USERNAME, database.username());
                yield database;
            }
            case OBJECTS -> {
                var objects =
                        EmbeddedObjectStore.start(directory.resolve(OBJECTS), "key-of-the-test", "secret-of-the-test");
                print(OBJECTS_URL, objects.endpoint());
                print(ACCESS_KEY, objects.accessKey());
                print(SECRET_KEY, objects.secretKey());
                yield objects;
            }
            case SEARCH -> {
                var search = EmbeddedSearch.start(directory.resolve(SEARCH));
                print(SEARCH_URL, search.url());
                yield search;
            }
            default -> throw new IllegalArgumentException(server);
        };
    }

    private static void print(String variable, Object value) {
        System.out.println(variable + "=" + value);
    }
}
