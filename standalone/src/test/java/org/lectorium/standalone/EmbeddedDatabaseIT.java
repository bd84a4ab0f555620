package org.lectorium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

    @TempDir
    Path temp;

    @Test
    void keepsItsDataOverARestart() throws SQLException {
        try (var database = start()) {
            ask(database, "create table kept as select 'Лекция'::text as word");
        }
        try (var database = start()) {
            assertThat(ask(database, "select word from kept")).isEqualTo("Лекция");
        }
    }

    @Test
    void syncsWhatItCommits() throws SQLException {
        try (var database = start()) {
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void stopsTheServerThatAKilledParentLeftBehind() throws Exception {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        temp.toString())
                .redirectErrorStream(true)
                .start();
        try (var words = parent.inputReader()) {
            assertThat(words.lines()).contains(Parent.READY);
        }
        parent.waitFor();
        try (var successor = start(temp)) {
            assertThat(ask(successor, "select number::text from kept")).isEqualTo("1");
        }
    }

    /** Dies without a farewell when its server has committed something. */
    static final class Parent {

        static final String READY = "ready";

        public static void main(String[] args) throws SQLException {
            ask(start(Path.of(args[0])), "create table kept as select 1 as number");
            System.out.println(READY);
            Runtime.getRuntime().halt(137);
        }
    }

    private EmbeddedDatabase start() {
        return start(temp);
    }

    private static EmbeddedDatabase start(Path temp) {
        return EmbeddedDatabase.start(temp.resolve("postgres"), temp.resolve("programs"));
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
