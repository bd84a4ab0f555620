package db.migration.transcode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A script on the class path, run in the migration's own transaction. */
final class VendorScript {

    private VendorScript() {}

    static void run(String path, Connection connection) {
        try {
            var script = new ClassPathResource(path)
                    .getContentAsString(StandardCharsets.UTF_8)
                    // Flyway commits, when its own record of the migration is written too.
                    .replaceAll("(?im)^\\s*commit\\s*;", "");
            ScriptUtils.executeSqlScript(connection, new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
