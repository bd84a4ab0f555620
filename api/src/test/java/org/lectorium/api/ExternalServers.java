package org.lectorium.api;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lectorium.standalone.EmbeddedDatabase;
import org.lectorium.standalone.EmbeddedObjectStore;
import org.lectorium.standalone.EmbeddedSearch;

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

    private ExternalServers() {}

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
                print("LECTORIUM_DB_USERNAME", database.username());
                yield database;
            }
            case OBJECTS -> {
                var objects =
                        EmbeddedObjectStore.start(directory.resolve(OBJECTS), "key-of-the-test", "secret-of-the-test");
                print(OBJECTS_URL, objects.endpoint());
                print("LECTORIUM_S3_ACCESS_KEY", objects.accessKey());
                print("LECTORIUM_S3_SECRET_KEY", objects.secretKey());
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
