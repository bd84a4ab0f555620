package org.lectorium.api;

import java.nio.file.Path;
import org.lectorium.standalone.EmbeddedDatabase;
import org.lectorium.standalone.EmbeddedObjectStore;
import org.lectorium.standalone.EmbeddedSearch;

/** PostgreSQL, Elasticsearch and an S3 store, started by nobody that uses them; prints how to reach them. */
final class ExternalServers {

    private ExternalServers() {}

    public static void main(String[] arguments) throws InterruptedException {
        var directory = Path.of(arguments[0]);
        var database = EmbeddedDatabase.start(directory.resolve("postgres"), directory.resolve("programs"));
        var objects = EmbeddedObjectStore.start(directory.resolve("objects"));
        var search = EmbeddedSearch.start(directory.resolve("elasticsearch"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            search.close();
            objects.close();
            database.close();
        }));
        print("LECTORIUM_DB_URL", database.jdbcUrl());
        print("LECTORIUM_DB_USERNAME", database.username());
        print("LECTORIUM_ELASTICSEARCH_URL", search.url());
        print("LECTORIUM_S3_ENDPOINT", objects.endpoint());
        print("LECTORIUM_S3_ACCESS_KEY", objects.accessKey());
        print("LECTORIUM_S3_SECRET_KEY", objects.secretKey());
        Thread.currentThread().join();
    }

    private static void print(String variable, Object value) {
        System.out.println(variable + "=" + value);
    }
}
