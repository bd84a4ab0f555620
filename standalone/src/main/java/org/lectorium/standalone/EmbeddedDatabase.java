package org.lectorium.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that listens on the loopback interface, and forgets nothing that it has committed. */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final String DATABASE = "postgres";
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts on the data of the last time, or makes an empty database.
     *
     * @param data belongs to the server alone
     * @param programs where the server is unpacked once
     */
    public static EmbeddedDatabase start(Path data, Path programs) {
        try {
            stopOrphan(data);
            Files.createDirectories(data.getParent());
            Files.createDirectories(programs);
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(programs.toFile())
                    .setRegisterShutdownHook(false)
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("encoding", "UTF-8")
                    // The library's defaults are made for tests that may lose everything.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("log_destination", "stderr")
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig("log_directory", "log")
                    .setServerConfig("log_filename", "postgresql-%a.log")
                    .setServerConfig("log_truncate_on_rotation", "on")
                    .setServerConfig("log_rotation_age", "1d")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start());
        } catch (IOException | RuntimeException e) {
            throw new StandaloneStartFailure(
                    "The embedded PostgreSQL does not start on " + data
                            + ": its own words are in the directory log there, or set LECTORIUM_DB_URL to another server.",
                    e);
        }
    }

    /** A server whose parent was killed lives on and holds the data; its successor has to end it first. */
    private static void stopOrphan(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        var orphan = ProcessHandle.of(pid).filter(EmbeddedDatabase::isPostgres).orElse(null);
        if (orphan == null) {
            // Written before a crash of the machine; the number may be another process by now.
            Files.delete(pidFile);
            return;
        }
        log.info("Stopping the PostgreSQL that an earlier Lectorium left behind, process {}", pid);
        // SIGINT is PostgreSQL's fast shutdown; Java only knows SIGTERM, which waits for clients, but those are dead.
        orphan.destroy();
        try {
            orphan.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            orphan.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    public String jdbcUrl() {
        return server.getJdbcUrl(USER, DATABASE);
    }

    /** Needs no password: the server trusts the loopback interface. */
    public String username() {
        return USER;
    }

    @Override
    public void close() {
        DataDirectory.closeQuietly(server);
    }
}
